"""Pages of exchange: the list, a file dropped and taken in, one message, codes, the parts of a document's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chidao.acts.kept import forget_kept
from chidao.exchange.acts.keeping import kept_bytes
from chidao.exchange.models import Message, OrganCode
from tests.exchange.bodies import Side, two_sides
from tests.web.visiting import Visit, counted

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]


@pytest.fixture
def sides(settings: Any, tmp_path: Any) -> tuple[Side, Side, Visit, Visit]:
    """Two bodies, and visits to the pages of each."""
    settings.CHIDAO_DEMO = True
    settings.CHIDAO_FILES = tmp_path / "files"
    forget_kept()
    one, other = two_sides()
    return one, other, Visit(body=one.founded), Visit(body=other.founded)


def exported(one: Side, **more: Any) -> Message:
    made = one.do("export_document", document=one.issued(**more), agencies=(one.other,))
    found: Message = Message.objects.select_related("file").get(pk=made["messages"][0])
    return found


def test_a_document_is_sent_from_its_page_and_taken_in_at_the_other(sides: Any) -> None:
    one, _, here, there = sides
    document = one.issued()
    page = here.get("secretary", f"documents/{document}/").content.decode()
    assert "/T1/act/export_document/?document=" in page
    form = here.get("secretary", f"act/export_document/?document={document}").content.decode()
    assert "Ban T2" in form
    assert "Sở Thử Một" not in form
    answer = here.post("secretary", "act/export_document/", document=document, agencies=one.other, key="e1")
    assert answer.url == f"/T1/documents/{document}/"
    page = here.get("secretary", f"documents/{document}/").content.decode()
    assert "Ban T2" in page
    assert "chưa có trạng thái" in page
    row = Message.objects.select_related("file").get()
    file = here.get("secretary", f"exchange/{row.pk}/file/")
    data = b"".join(file.streaming_content)
    assert data == kept_bytes(row.file.sha256)
    read = there.post("secretary", "exchange/in/", file=SimpleUploadedFile("goi.xml", data, "text/xml"), key="i1")
    shown = read.content.decode()
    assert "01/BTN-VP" in shown
    assert "Kết luận phiên họp" in shown
    assert not there.rows("documents.Incoming")
    token = shown.partition('name="kept" value="')[2].partition('"')[0]
    done = there.post("secretary", "exchange/in/", kept=token, take="1", key="i1")
    assert done.status_code == 302
    page = there.get("secretary", done.url.removeprefix("/T2/")).content.decode()
    assert "đã tiếp nhận" in page
    assert "Báo: đang xử lý" in page
    again = there.post("secretary", "exchange/in/", kept=token, take="1", key="i2")
    assert again.status_code == 409
    assert "01/2020" in again.content.decode()
    assert 'name="kept"' in again.content.decode()


def test_nothing_but_what_was_dropped_here_is_taken(sides: Any) -> None:
    _, _, here, there = sides
    assert there.post("secretary", "exchange/in/", kept="x:y", take="1").status_code == 422
    assert there.post("secretary", "exchange/in/").status_code == 422
    bad = SimpleUploadedFile("goi.edxml", b"<a/>", "text/xml")
    assert "MessageHeader" in there.post("secretary", "exchange/in/", file=bad).content.decode()
    assert (
        "khai báo"
        in there.post(
            "secretary", "exchange/in/", file=SimpleUploadedFile("g.edxml", b"<!DOCTYPE a><a/>")
        ).content.decode()
    )
    assert here.get("secretary", "exchange/").status_code == 200


def test_a_recall_waits_on_the_list_until_it_is_answered(sides: Any) -> None:
    one, other, here, there = sides
    out = exported(one)
    other.takes(out)
    here.post("secretary", "act/recall_document/", document=out.document_id, reason="Sai nội dung", key="r1")
    page = here.get("secretary", f"documents/{out.document_id}/").content.decode()
    assert "Đã thu hồi" in page
    assert "✕ đã thu hồi" in page
    for gone in ("export_document/?document", "/word/", "/publish/", "deliver_document/?document"):
        assert gone not in page
    assert "đã thu hồi" in here.get("secretary", "documents/").content.decode()
    asked = Message.objects.select_related("file").get(kind="recall", direction="out")
    taken = other.takes(asked)["message"]
    listed = there.get("secretary", "exchange/?state=waiting").content.decode()
    assert "1 gói tin chờ ban trả lời" in listed
    assert "1 gói tin chờ ban trả lời" in there.get("secretary", "").content.decode()
    arrived = Message.objects.get(kind="document", direction="in")
    paper = there.get("secretary", f"incoming/{arrived.incoming_id}/").content.decode()
    assert f'href="/T2/exchange/{arrived.pk}/"' in paper
    one_page = there.get("secretary", f"exchange/{taken}/").content.decode()
    assert "Sai nội dung" in one_page
    form = there.get("secretary", f"act/send_status/?message={taken}&code=15").content.decode()
    assert 'value="06"' not in form
    answer = there.post("secretary", "act/send_status/", message=taken, code="15", key="s1")
    assert answer.url == f"/T2/exchange/{taken}/"
    assert "Không có gói tin nào khớp" in there.get("secretary", "exchange/?state=waiting").content.decode()
    assert "gói tin chờ ban" not in there.get("secretary", "").content.decode()


def test_a_replacement_is_chosen_among_documents_of_the_same_kind(sides: Any) -> None:
    one, _, here, _ = sides
    letter, latter, plan = one.issued("Một"), one.issued("Hai"), one.issued("Kế hoạch", kind="KH")
    form = here.get("secretary", f"act/replace_document/?document={letter}").content.decode()
    assert f'value="{latter}"' in form
    assert f'<option value="{plan}"' not in form
    answer = here.post("secretary", "act/replace_document/", document=letter, by=latter, reason="Sai số", key="p1")
    assert answer.status_code == 302
    assert "Được thay bằng" in here.get("secretary", f"documents/{letter}/").content.decode()
    assert "Thay thế" in here.get("secretary", f"documents/{latter}/").content.decode()


def test_codes_are_listed_and_registered(sides: Any) -> None:
    one, _, here, _ = sides
    page = here.get("secretary", "exchange/codes/").content.decode()
    assert "H24.BCD" in page
    assert "H41.BCD" in page
    sent = {"agency": one.founded.agencies["alpha"], "code": "h24.01", "older": "000.00.01.H24", "key": "c1"}
    assert here.post("secretary", "act/register_organ_code/", **sent).url == "/T1/exchange/codes/"
    assert OrganCode.objects.get(code="H24.01").older == "000.00.01.H24"
    refused = here.post("secretary", "act/register_organ_code/", code="24.H", key="c2")
    assert refused.status_code == 409
    assert here.get("secretary", "exchange/999/").status_code == 404


def test_the_list_asks_the_same_questions_however_many_messages(sides: Any, monkeypatch: Any) -> None:
    one, _, here, _ = sides
    first = exported(one)
    counts = []
    for many in (1, 3, 300):
        for number in range(Message.objects.count(), many):
            grow(first, number)
        with counted() as queries:
            assert here.get("secretary", "exchange/").status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 40


def grow(like: Message, number: int) -> None:
    """Put a row beside others, as an import would."""
    from django.db import connection

    columns = "body, direction, kind, reference, organ, organ_name, document_id, file_id, state, made_at"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO exchange_message ({columns}) SELECT body, direction, kind, reference || %s, organ, "
            "organ_name, document_id, file_id, state, made_at FROM exchange_message WHERE id = %s",
            [f" {number}", like.pk],
        )
