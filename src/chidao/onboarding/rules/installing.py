"""PURE: what a text leaves open and a running committee needs: asked, and put into an installation instrument.

The instrument stands beside the charter and is shown everywhere as not being in the text. It gives what the text gives
to nobody, and what everybody has for themselves or the desk for all; it never gives an act that the text reserves to
anybody else, and never changes what the text gives. `rules` is `data.reading.installing_rules()`; charters are in the
form of charter files. Answers are strings by question (`installing_answers`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chidao.kernel.vietnamese import nfc
from chidao.kernel.wording import Text, same
from chidao.onboarding.rules.installing_answers import answer_faults, held, lines
from chidao.onboarding.rules.installing_asking import Asking, asking
from chidao.onboarding.rules.installing_entries import (
    fill_duties,
    fill_sections,
    fill_series,
    fill_signatures,
    fill_stand_ins,
    said_places,
)
from chidao.onboarding.rules.installing_people import bring_roles, seat_people
from chidao.onboarding.rules.installing_questions import COMMITTEE, GROUP, ask_all, empty_seats
from chidao.onboarding.rules.installing_sheet import Sheet, sheet_of, written
from chidao.onboarding.rules.installing_site import LONGEST_NAME
from chidao.onboarding.rules.state import Data, Holder, Question

__all__ = ["answer_faults", "held", "holders", "install", "questions_for", "recorder_name", "recorder_seat", "settled"]

Rules = Mapping[str, Any]
_LONGEST_ID = 35


def questions_for(
    charter: Data, missing: Sequence[str], answers: Mapping[str, str], rules: Rules
) -> tuple[Question, ...]:
    """Return what is to be asked of a charter, in the order of the page; `missing` are a draft's missing fields.

    Defaults build on the answers given so far. A question with `missing` set has neither answer nor default.
    """
    return tuple(_asked(charter, missing, answers, rules).asked)


def install(charter: Data, answers: Mapping[str, str], rules: Rules) -> Data:
    """Return the installation instrument that stands beside a charter; what is not answered takes its default.

    A bad answer counts as none (`answer_faults` tells it). Read together with the charter it is free of faults, if the
    charter is; its day of effect is null as long as neither the text nor an answer says it.
    """
    asked = _asked(charter, _more_seats(answers), answers, rules)
    sheet = sheet_of(asked)
    bring_roles(sheet)
    seat_people(sheet)
    fill_stand_ins(sheet)
    fill_sections(sheet)
    fill_duties(sheet)
    fill_series(sheet)
    fill_signatures(sheet)
    _say_effect(sheet)
    sheet.places.update(said_places(sheet))
    return written(sheet, _head(sheet))


def recorder_seat(installation: Data) -> str:
    """Return the seat of whoever records from the first day. Raises StopIteration where the instrument has none."""
    roles = installation["recording"][0]["roles"]
    return str(next(seat["id"] for seat in installation["seats"] if seat["role"] in roles))


def recorder_name(charter: Data, answers: Mapping[str, str], rules: Rules) -> str:
    """Return the name under which the first recorder is registered: the one answered, or the post."""
    said = _asked(charter, (), answers, rules).said
    return (said["people.clerk_name"] or said["people.clerk_post"])[:LONGEST_NAME]


def holders(charter: Data, answers: Mapping[str, str], rules: Rules) -> tuple[Holder, ...]:
    """Return who was answered to sit in the seats that the text counts without naming anybody, in their order."""
    asked = _asked(charter, (), answers, rules)
    return tuple(
        Holder(seat=seat["id"], name=name)
        for role in asked.site.at(*COMMITTEE, *GROUP)
        for seat, name in zip(empty_seats(asked.site, role), lines(asked.said.get(f"holders.{role}", "")), strict=False)
    )


def settled(charter: Data, missing: Sequence[str], answers: Mapping[str, str], rules: Rules) -> Data:
    """Return the charter with what its paper says and the reader could not read: the body's code and names, number,
    symbol, day of signing, as answered. Everything else stays as it is; its day of effect is the installation's to say.
    """
    said = _asked(charter, missing, answers, rules).said
    paper = {key: said[f"paper.{key}"] for key in ("number", "symbol", "signed_on") if said.get(f"paper.{key}")}
    return {
        **charter,
        "body": said["body.code"] or charter["body"],
        "name": _name(charter, said).as_data(),
        "short_name": _short_name(charter, said).as_data(),
        "instrument": {**charter["instrument"], **paper},
    }


def _name(charter: Data, said: Mapping[str, str]) -> Text:
    return Text(said.get("body.name") or charter["name"]["vi"], said["body.name_en"] or charter["name"]["en"])


def _short_name(charter: Data, said: Mapping[str, str]) -> Text:
    """Return the short name; in English that of the charter, if it has one of its own, else the whole name's."""
    given: Data = charter["short_name"]
    own = given["en"] if given["en"] != given["vi"] else _name(charter, said).en
    return Text(said["body.short_name"] or given["vi"], own)


def _asked(charter: Data, missing: Sequence[str], answers: Mapping[str, str], rules: Rules) -> Asking:
    given = {name: nfc(str(value)) for name, value in answers.items()}
    found = asking(charter, missing, given, rules)
    ask_all(found)
    return found


def _more_seats(answers: Mapping[str, str]) -> list[str]:
    """Return the fields of seats for which answers were given, so that they are asked for again."""
    return [name for name in answers if name.startswith("seats.")]


def _say_effect(sheet: Sheet) -> None:
    """Let the day of effect be a clause of its own, under which the regulation comes into force, where it was asked."""
    if sheet.said.get("paper.effective_on"):
        sheet.entries = [
            ("effect" if entry.get("feature") == "brings_into_force" else clause, section, entry)
            for clause, section, entry in sheet.entries
        ]


def _head(sheet: Sheet) -> Data:
    charter, said = sheet.site.charter, sheet.said
    paper = charter["instrument"]
    number, symbol = said.get("paper.number") or paper["number"], said.get("paper.symbol") or paper["symbol"]
    named = same(f"{number}/{symbol}") if number and symbol else sheet.words("no_paper")
    return {
        "id": f"{charter['id'][:_LONGEST_ID]}-inst",
        "body": said["body.code"] or charter["body"],
        "source": "installation",
        "complements": charter["id"],
        "name": sheet.words("name").filled(body=_short_name(charter, said)).as_data(),
        "short_name": sheet.words("short_name").filled(paper=named).as_data(),
        "instrument": {
            "number": None, "symbol": None, "kind": "installation",
            "title": sheet.words("title").filled(paper=named).as_data(),
            "issuer": sheet.rules["issuer"], "signed_on": None,
            "effective_on": said.get("paper.effective_on") or paper["effective_on"],
        },
    }  # fmt: skip
