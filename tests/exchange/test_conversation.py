"""Two bodies write to one another by files: a document, statuses, a recall, a replacement."""

from __future__ import annotations

from typing import Any

import pytest

from chidao.documents.models import Delivery, Document, Incoming
from chidao.exchange.acts.keeping import kept_bytes
from chidao.exchange.models import Message
from chidao.exchange.queries import said_of
from chidao.kernel.errors import BadInput, Conflict
from tests.exchange.bodies import PDF, Side, as_file, stored, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]


@pytest.fixture
def sides(tmp_path: Any, settings: Any) -> tuple[Side, Side]:
    """Two bodies of one installation, apart but for the files."""
    settings.CHIDAO_FILES = tmp_path / "files"
    return two_sides()


def message(number: object) -> Message:
    found: Message = Message.objects.select_related("file", "incoming", "document__scan").get(pk=number)
    return found


def paper_of(row: Message) -> Incoming:
    found: Incoming = Incoming.objects.get(pk=row.incoming_id or 0)
    return found


def states(row: Message) -> list[str]:
    return said_of([row])[row.pk]


def sent(one: Side, other: Side, **more: Any) -> tuple[Message, Message]:
    """Send a document; return the message at both sides, the receipt taken back."""
    made = one.do("export_document", document=one.issued(**more), agencies=(one.other,))
    out = message(made["messages"][0])
    taken = other.takes(out)
    one.takes(message(taken["status"]))
    return message(out.pk), message(taken["message"])


def test_a_document_arrives_and_its_receipt_comes_back(sides: tuple[Side, Side]) -> None:
    one, other = sides
    out, came = sent(one, other)
    assert (out.reference, out.state, states(out)) == (came.reference, "03", ["03"])
    assert out.reference == "H24.BCD,2020/03/03,01/BTN-VP"
    paper = came.incoming
    assert paper is not None
    assert paper.file is not None
    assert out.document is not None
    assert out.document.scan is not None
    assert (paper.symbol, paper.title, paper.way) == ("01/BTN-VP", "Kết luận phiên họp", "exchange")
    assert paper.author_agency_id == other.other
    assert paper.file.sha256 == out.document.scan.sha256
    delivery = Delivery.objects.get(document=out.document, way="exchange")
    assert delivery.acknowledged_at is not None
    said = other.do("send_status", message=came.pk, code="06", words="Đã trả lời")
    one.takes(message(said["status"]))
    assert states(message(out.pk)) == states(came) == ["03", "06"]
    with pytest.raises(Conflict) as again:
        other.takes(out)
    assert "01/2020" in again.value.reasons[0].says.vi
    with pytest.raises(Conflict) as backwards:
        other.do("send_status", message=came.pk, code="04")
    assert backwards.value.reasons[0].code == "status_out_of_order"


def test_a_recall_ends_in_the_same_picture_on_both_sides(sides: tuple[Side, Side]) -> None:
    one, other = sides
    out, came = sent(one, other)
    done = one.do("recall_document", document=out.document_id, reason="Sai nội dung")
    assert done["messages"] == 1
    assert Document.objects.get(pk=out.document_id or 0).recall_reason == "Sai nội dung"
    asked = Message.objects.select_related("file").get(kind="recall", direction="out")
    taken = other.takes(asked)
    assert "Sai nội dung" in paper_of(came).note
    with pytest.raises(Conflict):
        other.takes(asked)
    agreed = other.do("send_status", message=taken["message"], code="15")
    one.takes(message(agreed["status"]))
    paper = paper_of(came)
    assert (paper.settled_how, paper.title) == ("returned", "Kết luận phiên họp")
    assert states(message(asked.pk)) == states(message(taken["message"])) == ["15"]
    assert states(message(out.pk)) == states(message(came.pk)) == ["03", "15"]
    with pytest.raises(Conflict) as again:
        one.do("export_document", document=out.document_id, agencies=(one.other,))
    assert again.value.reasons[0].code == "already_recalled"


def test_a_replacing_document_takes_the_place_of_the_former(sides: tuple[Side, Side]) -> None:
    one, other = sides
    out, came = sent(one, other)
    new = one.issued("Kết luận đã sửa")
    done = one.do("replace_document", document=out.document_id, by=new, reason="Sai số liệu")
    assert done["messages"] == 1
    assert Document.objects.get(pk=new).replaces_id == out.document_id
    replacing = Message.objects.select_related("file").get(kind="replace", direction="out")
    taken = other.takes(replacing)
    one.takes(message(taken["status"]))
    agreed = other.do("send_status", message=taken["message"], code="15")
    one.takes(message(agreed["status"]))
    assert states(message(replacing.pk)) == states(message(taken["message"])) == ["03", "15"]
    assert states(message(out.pk)) == states(message(came.pk)) == ["03", "15"]
    former, latter = Incoming.objects.filter(body="T2").order_by("number")
    assert (former.settled_how, latter.settled_how, latter.title) == ("returned", "", "Kết luận đã sửa")
    assert "02/BTN-VP" in former.note


def test_an_answer_finds_the_document_it_answers(sides: tuple[Side, Side]) -> None:
    one, other = sides
    out, came = sent(one, other)
    reply = other.issued("Trả lời")
    other.do("answer_incoming", incoming=came.incoming_id, document=reply)
    made = other.do("export_document", document=reply, organs=("H24.BCD | Ban T1", "H57.05 Sở khác"))["messages"]
    assert [message(each).organ for each in made] == ["H24.BCD", "H57.05"]
    taken = one.takes(message(made[0]))
    assert Incoming.objects.get(pk=taken["incoming"]).in_answer_to_id == out.document_id


def test_what_may_not_be_sent_is_told(sides: tuple[Side, Side]) -> None:
    one, _ = sides
    unsigned = one.issued(signed=False)
    with pytest.raises(Conflict) as bare:
        one.do("export_document", document=unsigned, agencies=(one.other,))
    assert bare.value.reasons[0].code == "not_signed"
    with pytest.raises(Conflict) as nameless:
        one.do("export_document", document=unsigned, agencies=(one.founded.agencies["alpha"],))
    assert nameless.value.reasons[0].code == "agency_without_code"
    with pytest.raises(BadInput):
        one.do("export_document", document=unsigned)
    with pytest.raises(Conflict) as overlapping:
        one.do("register_organ_code", code="H24.OTHER")
    assert overlapping.value.reasons[0].code == "codes_overlap"
    with pytest.raises(Conflict) as taken:
        one.do("register_organ_code", agency=one.founded.agencies["alpha"], code="H24.BCD")
    assert taken.value.reasons[0].code == "code_taken"


def test_a_document_of_another_kind_does_not_replace(sides: tuple[Side, Side]) -> None:
    one, _ = sides
    letter, plan = one.issued(), one.issued("Kế hoạch", kind="KH")
    with pytest.raises(Conflict) as other_form:
        one.do("replace_document", document=letter, by=plan, reason="Sai")
    assert other_form.value.reasons[0].code == "other_form"
    assert "công văn" in str(other_form.value.reasons[0].remedy)


def test_a_message_of_strangers_is_taken_or_refused_whole(sides: tuple[Side, Side]) -> None:
    one, other = sides
    out, came = sent(one, other)
    data = kept_bytes(out.file.sha256)
    secret = stored("mat.edxml", data.replace("Kết luận phiên họp".encode(), "TUYỆT MẬT".encode()))
    before = Incoming.objects.count()
    with pytest.raises(BadInput) as refused:
        other.do("import_message", file=secret)
    assert refused.value.reasons[0].code == "state_secret"
    with pytest.raises(BadInput):
        other.do("import_message", file=stored("x.edxml", b"<html><body>" + PDF + b"</body></html>"))
    with pytest.raises(Conflict) as own:
        other.takes(came)
    assert own.value.reasons[0].code in {"message_here_already", "own_message"}
    assert Incoming.objects.count() == before
    assert as_file(out).media_type == "application/xml"


def test_a_document_on_which_tasks_rest_is_recalled_only_on_purpose(sides: tuple[Side, Side]) -> None:
    one, _ = sides
    given = {"kind": "TB", "number": 4, "symbol": "TB-BTN", "dated_on": one.founded.now.date(), "title": "Kết luận"}
    made = one.do("enter_outside_document", **given, conclusions=("Rà soát thủ tục",))
    task = {"title": "Rà soát", "lead_agency": one.founded.agencies["alpha"], "provision": made["provisions"][0]}
    one.founded.do("assign_task", one.founded["head"], **task)
    with pytest.raises(Conflict) as resting:
        one.do("recall_document", document=made["document"], reason="Nhầm")
    assert [each.code for each in resting.value.reasons] == ["bears_tasks"]
    assert "#1" in resting.value.reasons[0].says.vi
    one.do("recall_document", document=made["document"], reason="Nhầm", despite_tasks=True)
    document = Document.objects.select_related("instrument").get(pk=made["document"])
    assert document.instrument is not None
    assert document.instrument.effective_until == document.dated_on
    with pytest.raises(Conflict) as again:
        one.do("recall_document", document=made["document"], reason="Nhầm", despite_tasks=True)
    assert again.value.reasons[0].code == "already_recalled"


def test_a_status_under_the_older_codes_finds_its_message(sides: tuple[Side, Side]) -> None:
    one, other = sides
    out, came = sent(one, other)
    said = message(other.do("send_status", message=came.pk, code="05")["status"])
    data = kept_bytes(said.file.sha256).replace(b"<OrganId>H41.BCD<", b"<OrganId>000.00.00.H41<")
    older = data.replace(b"<DocumentId>H24.BCD,", b"<DocumentId>000.00.00.H24,")
    assert older != data
    one.do("import_message", file=stored("trang thai.edxml", older))
    assert states(message(out.pk)) == ["03", "05"]
    stranger = data.replace(b"000.00.00.H41", b"H57.01")
    with pytest.raises(Conflict) as nobody:
        one.do("import_message", file=stored("la.edxml", stranger))
    assert nobody.value.reasons[0].code == "status_of_nothing"


def test_an_update_is_taken_over_once_it_is_agreed(sides: tuple[Side, Side]) -> None:
    one, other = sides
    out, came = sent(one, other)
    data = kept_bytes(out.file.sha256).decode()
    data = data.replace("<BussinessDocType>0<", "<BussinessDocType>2<").replace("phiên họp<", "phiên họp, đã bổ sung<")
    data = data.replace("<Paper>", "<BussinessDocReason>Bổ sung phụ lục</BussinessDocReason><Paper>")
    taken = other.do("import_message", file=stored("cap nhat.edxml", data.encode()))
    assert paper_of(came).title == "Kết luận phiên họp"
    other.do("send_status", message=taken["message"], code="15")
    assert paper_of(came).title == "Kết luận phiên họp, đã bổ sung"
    assert paper_of(came).settled_how == ""
    assert other.founded.do("send_status", message=came.pk, code="04").outcome["status"]
