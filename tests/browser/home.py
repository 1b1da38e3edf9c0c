"""A committee for the browser, made by real acts in a home of its own, and days that pass in it.

`python -m tests.browser.home found` founds it and seats everyone; `… until "2020-08-20 16:30"` lets the story go on to
an instant, so that the demonstration's clock stands there when the server starts. `… keys clerk chair` gives whoever
holds these seats a personal key, and prints what a door must know; `… account` prints what the book tells; `… papers`
founds it too and goes on with `papers.yaml`, papers in every state, and prints which is which.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import django
import yaml

from tests.browser.account import account

BODY: Final = "HP"
FOUNDED: Final = "2020-03-25 08:00"
BEGINS: Final = "2020-08-10 07:45"


def main(words: Sequence[str]) -> None:
    """Do one verb in the installation of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chidao.settings")
    django.setup()
    match words:
        case ["found"]:
            _play(_founding())
        case ["until", moment]:
            _play([_post_is_kept(moment)])
        case ["keys", *seats]:
            _print(_keys_given(seats))
        case ["papers"]:
            _print(_papers())
        case ["account"]:
            _print(account())
        case _:
            raise SystemExit(f"no such verb: {words}")


def _papers() -> dict[str, Any]:
    """Found the committee, tell what `papers.yaml` says and take in a message; return what the named steps made."""
    from chidao.reports.story_reading import read_chapter

    _play(_founding())
    told = yaml.safe_load(Path(__file__).with_name("papers.yaml").read_text())
    made = _told(read_chapter("papers", told, {}))
    arrived = {"act": "import_message", "by": "clerk", "at": "2020-08-19 16:50", "given": {"file": _message()}}
    _play([arrived])
    return made


def _message() -> dict[str, Any]:
    """Keep a message of another committee; return it as a form names a file."""
    from django.conf import settings

    from chidao.documents.files import store_file
    from chidao.exchange.edxml.writing import write_message
    from tests.exchange.messages import sample

    data = write_message(sample())
    sha256 = store_file(settings.CHIDAO_FILES, data)
    return {"name": "goi.edxml", "media_type": "application/xml", "sha256": sha256, "size": len(data)}


def _print(told: Mapping[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False, default=str))


def _keys_given(seats: Sequence[str]) -> dict[str, Any]:
    """Give the holders of seats a personal key each, and return what the doors know them by (`path.Start`)."""
    from chidao.door.callers import new_key
    from chidao.kernel.days import local_day
    from chidao.mandates.queries import seats_in_force
    from chidao.people.models import Agency
    from chidao.reports.story_reading import instant

    made = {seat: new_key() for seat in seats}
    _play([_key_given(seat, sha256, hint) for seat, (_, sha256, hint) in made.items()])
    standing = seats_in_force(BODY, local_day(instant(BEGINS)))
    codes = Agency.objects.filter(code__startswith=f"{BODY}/").values_list("code", "pk")
    return {
        "seats": {seat.key: seat.id for seat in standing},
        "titles": {seat.key: seat.title.vi for seat in standing},
        "agencies": {code.partition("/")[2]: pk for code, pk in codes},
        "keys": {seat: key for seat, (key, _, _) in made.items()},
    }


def _key_given(seat: str, sha256: str, hint: str) -> dict[str, Any]:
    given = {"person": f"+{seat}", "label": "Phần mềm", "sha256": sha256, "hint": hint}
    return {"act": "issue_personal_key", "by": "clerk", "at": BEGINS, "given": given}


def _play(steps: Sequence[dict[str, Any]]) -> None:
    from chidao.reports.story_reading import Step, instant

    told = []
    for each in steps:
        at = instant(each.pop("at"))
        told.append(Step(at=at, known_at=at, place=f"home:{each['act']}", **each))
    _told(told)


def _told(steps: Iterable[Any]) -> dict[str, Any]:
    """Play the steps of a story; return what those with a name made."""
    from django.conf import settings

    from chidao.door.given import read_given
    from chidao.reports.story import Player
    from chidao.reports.story_reading import Story

    told = tuple(sorted(steps, key=lambda step: step.known_at))
    player = Player(
        story=Story(body=BODY, steps=told, stops={"end": told[-1].known_at}),
        read=read_given, files=settings.CHIDAO_FILES,
    )  # fmt: skip
    player.play("end")
    return dict(player.made)


def _founding() -> list[dict[str, Any]]:
    body = {"charter": "~HP20", "installation": "~HP20-inst", "recorder_seat": "clerk",
            "recorder": "Chuyên viên Phòng Công nghệ thông tin"}  # fmt: skip
    everyone = {"effective_from": "2020-03-25", "automata": ["automaton"]}
    return [
        {"act": "found_body", "by": "founder", "at": FOUNDED, "given": body},
        {"act": "seat_everyone", "by": "clerk", "at": "2020-03-25 09:00", "given": everyone},
        _post_is_kept(BEGINS),
    ]


def _post_is_kept(until: str) -> dict[str, Any]:
    """A small thing that the clerk does at an instant: with it the story has come that far."""
    given = {"agency": "^so-thong-tin-truyen-thong", "title": f"Cán bộ trực {until}"}
    return {"act": "register_post", "by": "clerk", "at": until, "given": given}


if __name__ == "__main__":
    main(sys.argv[1:])
