"""What 852/QĐ-BCĐ rests on, and to whom it went: legal bases reviewed, deliveries acknowledged."""

from __future__ import annotations

from datetime import date

import pytest

from chidao.documents.acts.acknowledging import AcknowledgeDelivery
from chidao.documents.acts.delivering import DeliverInstrument
from chidao.documents.models import Delivery
from chidao.documents.receiving import bound_seats
from chidao.instruments.acts import EnterInstrument, LinkTo
from chidao.instruments.acts.reviewing import ReviewBasis
from chidao.instruments.bases import bases_to_review
from chidao.instruments.models import Instrument
from chidao.kernel.errors import Refused
from tests.clauses.at_work import BODY, CLERK, AtWork, at, chip, refused

BASES = ("Luật Tổ chức chính quyền địa phương (2015)", "2488/QĐ-UBND", "492/STTTT-CNTT")


@pytest.mark.clause("HP20-basis")
def test_a_basis_that_is_repealed_lists_what_rests_on_it(hp20: AtWork) -> None:
    decision = Instrument.objects.get(charter_id="HP20")
    assert set(decision.links.filter(kind="based_on").values_list("target_text", flat=True)) == set(BASES)
    assert bases_to_review(BODY, date(2020, 6, 1)) == ()
    repealing = EnterInstrument(
        body=BODY, kind="decision", symbol="1500/QĐ-UBND", effective_from=date(2020, 6, 15),
        links=(LinkTo(kind="repeals", target="2488/QĐ-UBND"),),
    )  # fmt: skip
    hp20.do(repealing, CLERK, at(2020, 6, 10))
    assert bases_to_review(BODY, date(2020, 6, 14)) == ()
    (found,) = bases_to_review(BODY, date(2020, 6, 15))
    assert (found.label, found.basis, found.ended.by, found.waits) == (
        "852/QĐ-BCĐ", "2488/QĐ-UBND", "1500/QĐ-UBND", True
    )  # fmt: skip
    review = ReviewBasis(body=BODY, link=found.link, outcome="to_amend", words="Căn cứ mới là 1500/QĐ-UBND.")
    refused(hp20, review, "member-so-noi-vu", at(2020, 6, 16), Refused)
    hp20.do(review, CLERK, at(2020, 6, 16))
    shown = hp20.page("instruments/bases/", CLERK)
    assert all(words in shown for words in (chip("HP20-basis"), "852/QĐ-BCĐ", "2488/QĐ-UBND", "cần sửa đổi"))


@pytest.mark.clause("HP20-D3")
def test_the_decision_goes_to_everyone_bound_and_it_is_seen_who_has_acknowledged(hp20: AtWork) -> None:
    when = at(2020, 3, 26)
    instrument = Instrument.objects.get(charter_id="HP20").pk
    bound = bound_seats(BODY, when.date())
    assert {"chair", "member-so-noi-vu", "group-lead", "head-ubnd-le-chan"} <= {each.key for each in bound}
    assert {CLERK, "auditor"} & {each.key for each in bound} == set()
    sending = DeliverInstrument(body=BODY, instrument=instrument, seats=tuple(each.id for each in bound))
    with pytest.raises(Refused):
        hp20.do(sending, "member-so-noi-vu", when)
    hp20.do(sending, CLERK, when)
    member = hp20.by("member-so-noi-vu", when)
    mine = Delivery.objects.get(instrument=instrument, person=member.person)
    with pytest.raises(Refused):
        hp20.do(AcknowledgeDelivery(body=BODY, deliveries=(mine.pk,)), "member-so-tu-phap", when)
    desk = hp20.page("", "member-so-noi-vu")
    assert chip("HP20-D3") in desk
    assert "Xác nhận đã nhận văn bản" in desk
    hp20.do(AcknowledgeDelivery(body=BODY, deliveries=(mine.pk,)), "member-so-noi-vu", at(2020, 3, 27))
    people = len({each.person for each in bound})
    shown = hp20.page(f"instruments/{instrument}/", CLERK)
    assert chip("HP20-D3") in shown
    assert f"{people} nơi nhận, {people - 1} chưa xác nhận, 0 chưa gửi" in shown
    assert "27/3/2020" in shown
