"""The form of a signature follows from the right by which its signer acts that day: own title, KT., TUQ., TL., TM."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import pytest

from chidao.documents.models import Document
from chidao.documents.rules import FORMS, form_of, signed_by, signed_by_delegation
from chidao.documents.signatures.queries import delegation_of
from chidao.instruments.charter import Regulation
from chidao.instruments.charter_rules import regulation_of
from chidao.kernel.errors import BadInput, ChidaoError, Refused
from chidao.kernel.wording import same
from tests.charters_small import SMALL
from tests.factories import MORNING, Founded, founded_body
from tests.instruments.charters import shipped

LET: Final = "  - {id: let, acts: [delegate_power, revoke_delegation], roles: [head], when: [own_seat], clause: T1-2}\n"
DELEGATING: Final = SMALL.replace("powers:\n", f"powers:\n{LET}", 1)
TODAY: Final = MORNING.date()


def in_force(charter_id: str, on: date) -> Regulation:
    return regulation_of([shipped(charter_id), shipped(f"{charter_id}-inst")], on)


@pytest.mark.parametrize("charter_id", ["HP20", "HP22", "TH", "TTH", "NA"])
def test_each_line_of_the_regulations_says_its_form(charter_id: str) -> None:
    current = in_force(charter_id, date(2021, 5, 4) if charter_id == "HP20" else date(2022, 6, 1))
    for each in current.signatures:
        signed = signed_by(current, each.role, standing_in=each.standing_in, title=same("x"), post="Giám đốc")
        assert signed.form == ("KT" if each.standing_in else "")
        assert signed.lines[0].startswith("KT. ") is each.standing_in
    own = signed_by(current, "group_lead", standing_in=False, title=same("Tổ trưởng"), post="Giám đốc")
    by_chair = signed_by_delegation(current, "chair", own, title=same("Trưởng ban"))
    assert (by_chair.form, by_chair.lines) == ("TUQ", ("TUQ. TRƯỞNG BAN", *own.lines))
    seals = {each.role: (each.seal, each.clause) for each in current.signatures if not each.standing_in}
    assert (by_chair.seal, by_chair.clause) == seals["chair"]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_from_how_the_block_begins(form: str) -> None:
    assert form_of((f"{form}. ỦY BAN", "CHỦ TỊCH")) == form
    assert form_of((f"{form} ỦY BAN",)) == form_of(()) == ""


def delegating() -> Founded:
    return founded_body(charter=DELEGATING)


def delegate(body: Founded, **more: Any) -> Any:
    given = {
        "seat": body.seat("head"), "person": body["fellow-alpha"].person, "acts": ("issue_document",),
        "content": "Ký công văn đôn đốc", "effective_from": TODAY, "effective_until": TODAY + timedelta(days=5),
        "paper": "03/GUQ-BTN",
    }  # fmt: skip
    by = body[more.pop("by", "head")]
    return body.do("delegate_power", by, **given | more)


def issue(body: Founded, seat: str, **more: Any) -> Document:
    given = {"kind": "CV", "title": "về tiến độ", "text": ("Đề nghị báo cáo.",)}
    return Document.objects.get(pk=body.do("issue_document", body[seat], **given | more).outcome["document"])


def codes(error: ChidaoError) -> list[tuple[str, str | None]]:
    return [(each.code, each.clause) for each in error.reasons]


@pytest.mark.django_db
def test_who_is_delegated_in_writing_signs_in_the_heads_name_within_the_window() -> None:
    body = delegating()
    with pytest.raises(Refused):
        issue(body, "fellow-alpha")
    delegate(body)
    made = issue(body, "fellow-alpha")
    assert (made.signed_form, made.signature_lines[0]) == ("TUQ", "TUQ. CHÁNH BAN")
    assert len(made.signature_lines) > 1
    assert (made.seal, made.signed_seat_id) == ("Ban thử nghiệm", body.seat("fellow-alpha"))
    with pytest.raises(Refused) as wrong:
        issue(body, "fellow-alpha", seal="Sở Thử Một")
    assert codes(wrong.value) == [("wrong_seal", "T1-2")]
    shown = delegation_of(made)
    assert shown is not None
    assert (shown.content, shown.last_on, shown.paper) == (
        "Ký công văn đôn đốc", TODAY + timedelta(days=4), "03/GUQ-BTN",
    )  # fmt: skip
    assert issue(body, "head").signed_form == ""
    with pytest.raises(Refused):
        issue(body, "fellow-alpha", now=MORNING + timedelta(days=5))
    with pytest.raises(Refused):
        body.do("convene_meeting", body["fellow-alpha"], kind="regular", title="x", place="y", starts_at=MORNING)


@pytest.mark.django_db
def test_a_delegation_is_written_limited_and_goes_no_further() -> None:
    body = delegating()
    for wrong, code in (
        ({"content": " "}, "no_content"),
        ({"effective_until": TODAY}, "period_inverted"),
        ({"acts": ()}, "unknown_act"),
        ({"acts": ("issue_document", "delegate_power")}, "not_delegated_further"),
    ):
        with pytest.raises(BadInput) as refused:
            delegate(body, **wrong)
        assert [each for each, _ in codes(refused.value)] == [code]
    delegate(body)
    with pytest.raises(Refused):
        delegate(body, by="fellow-alpha", person=body["fellow-beta"].person)
