"""Publishing: a copy that everyone may read, whole or with personal data taken out; levels; withdrawing."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chidao.acts.authority import Capacity
from chidao.acts.kept import one_look
from chidao.documents.files import open_file, store_file
from chidao.documents.models import Document, PublicCopy
from chidao.documents.public_paper import public_paper
from chidao.documents.queries import document_list, document_page, seen_documents
from chidao.documents.redacting import MARK
from chidao.documents.uploads import check_upload
from chidao.documents.verification import grouped
from chidao.documents.word import word_document
from chidao.kernel.errors import BadInput, Conflict, NotFound
from chidao.kernel.wording import Text
from chidao.mandates.queries import Reader, reader_for
from chidao.reports.record import seen_events
from tests.documents.publishing import PERSONAL, plan, publishing_body
from tests.factories import Founded

pytestmark = pytest.mark.only("sqlite")
SCAN = b"%PDF-1.4\n% redacted scan\n%%EOF\n"


@pytest.fixture
def body(db: None) -> Founded:
    return publishing_body()


def kept(data: bytes, name: str = "ban chup.pdf") -> Any:
    store_file(settings.CHIDAO_FILES, data)
    return check_upload(name, data)


def words_of_pdf(copy: PublicCopy) -> str:
    assert copy.printed is not None
    with open_file(settings.CHIDAO_FILES, copy.printed.sha256) as file:
        data = file.read()
    ways = (["pdftotext", "-layout", "-", "-"], ["pdfinfo", "-"], ["pdfinfo", "-meta", "-"])
    read = [subprocess.run(way, input=data, capture_output=True, check=True).stdout.decode() for way in ways]
    return "\n".join(read)


def words_of_word(copy: PublicCopy) -> str:
    made = public_paper(copy.document, copy)
    with zipfile.ZipFile(io.BytesIO(word_document(made.paper, made.norm))) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def test_what_is_taken_out_remains_nowhere(body: Founded) -> None:
    paper = plan(body, "Cử ông NGUYỄN VĂN TÁM", recipients=("Ông Nguyễn Văn Tám", "Sở Một"))
    body.do("publish_document", document=paper.pk, redactions=PERSONAL)
    copy = PublicCopy.objects.get()
    paper.refresh_from_db()
    assert paper.access == "internal"
    assert copy.redacted == 5
    everything = "\n".join([
        copy.title, str(copy.content), str(copy.recipients), copy.folded, words_of_pdf(copy), words_of_word(copy)
    ])  # fmt: skip
    assert MARK in words_of_pdf(copy)
    assert MARK in words_of_word(copy)
    for phrase in (*PERSONAL, "NGUYỄN VĂN TÁM", "nguyen van tam"):
        assert phrase not in everything
    assert PERSONAL[0] in str(paper.content)


def test_the_whole_is_published_with_its_signed_paper(body: Founded) -> None:
    paper = plan(body)
    with pytest.raises(BadInput) as nothing:
        body.do("publish_document", document=paper.pk, with_signed=True)
    assert nothing.value.reasons[0].code == "nothing_signed"
    body.do("file_document", document=paper.pk, scan=kept(SCAN))
    body.do("publish_document", document=paper.pk, with_signed=True)
    copy = PublicCopy.objects.select_related("file").get()
    paper.refresh_from_db()
    assert (paper.access, copy.redacted, copy.title) == ("open", 0, paper.title)
    assert copy.file is not None
    assert copy.file.sha256 == hashlib.sha256(SCAN).hexdigest()
    assert PERSONAL[0] in words_of_pdf(copy)


def test_a_file_stands_instead_of_the_text(body: Founded) -> None:
    paper = plan(body)
    body.do("publish_document", document=paper.pk, file=kept(SCAN))
    copy = PublicCopy.objects.get()
    assert (copy.content, copy.printed, copy.file is not None) == ({}, None, True)
    paper.refresh_from_db()
    assert paper.access == "internal"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"redactions": ("Lê Thị Không Có",)}, "phrase_not_found"),
        ({"redactions": (PERSONAL[0],), "with_signed": True}, "signed_shows_all"),
        ({"redactions": ("Chánh ban",)}, "phrase_remains"),
    ],
)
def test_a_copy_that_would_still_show_it_is_not_published(body: Founded, given: dict[str, Any], code: str) -> None:
    paper = plan(body)
    with pytest.raises(BadInput) as refused:
        body.do("publish_document", document=paper.pk, **given)
    assert code in {each.code for each in refused.value.reasons}
    assert not PublicCopy.objects.exists()


def test_a_publication_is_withdrawn_and_made_again(body: Founded) -> None:
    paper = plan(body)
    body.do("publish_document", document=paper.pk)
    with pytest.raises(Conflict) as again:
        body.do("publish_document", document=paper.pk)
    assert again.value.reasons[0].code == "already_open"
    with pytest.raises(Conflict) as narrowed:
        body.do("set_document_access", document=paper.pk, access="restricted", reason="Có dữ liệu cá nhân")
    assert narrowed.value.reasons[0].remedy is not None
    body.do("withdraw_publication", document=paper.pk, reason="Còn dữ liệu cá nhân")
    paper.refresh_from_db()
    assert paper.access == "internal"
    body.do("publish_document", document=paper.pk, redactions=PERSONAL)
    assert [bool(each.withdrawn_at) for each in PublicCopy.objects.order_by("pk")] == [True, False]


def test_a_restriction_has_its_reason_and_is_lifted_before_publishing(body: Founded) -> None:
    paper = plan(body)
    with pytest.raises(Conflict) as refused:
        body.do("set_document_access", document=paper.pk, access="restricted")
    assert refused.value.reasons[0].code == "no_reason"
    with pytest.raises((BadInput, Conflict)):
        body.do("set_document_access", document=paper.pk, access="open", reason="Mở")
    body.do("set_document_access", document=paper.pk, access="restricted", reason="Nhân sự")
    with pytest.raises(Conflict) as closed:
        body.do("publish_document", document=paper.pk)
    assert closed.value.reasons[0].code == "restricted"
    body.do("set_document_access", document=paper.pk, access="internal")
    body.do("publish_document", document=paper.pk)


def readers(body: Founded, *seats: str) -> dict[str, Reader]:
    later = body.now + timedelta(hours=1)
    return {seat: reader_for(body[seat], later) for seat in seats}


def test_a_restricted_document_is_seen_by_few(body: Founded) -> None:
    seats = ("head", "second", "fellow-alpha", "fellow-beta", "secretary")
    paper, other = plan(body, "Nhân sự kín", agencies=(body.agencies["alpha"],)), plan(body, "Việc thường")
    before = {seat: {row.id for row in document_list(each)} for seat, each in readers(body, *seats).items()}
    assert before["fellow-beta"] == {paper.pk, other.pk}
    body.do("set_document_access", document=paper.pk, access="restricted", reason="Nhân sự")
    after = readers(body, *seats)
    seen = {seat for seat, each in after.items() if paper.pk in {row.id for row in document_list(each)}}
    told = {seat for seat, each in after.items() if _is_told(each)}
    # Who signed it, to whom it went, and the desk, which also sees the refusals (here the second does too).
    assert seen == {"head", "second", "secretary", "fellow-alpha"}
    assert told <= seen | {"fellow-alpha"}
    with pytest.raises(NotFound):
        document_page(after["fellow-beta"], paper.pk)
    assert document_list(after["fellow-beta"], words="nhan su kin") == []
    assert {row.id for row in document_list(after["fellow-beta"])} == {other.pk}


def _is_told(reader: Reader) -> bool:
    """Tell whether the record says the title of the restricted document to a reader."""
    return any("Nhân sự kín" in str(each.says) + str(each.given) for each in seen_events(reader))


def test_whoever_sees_only_what_is_open_reads_no_redacted_document(body: Founded) -> None:
    whole, redacted = plan(body, "Toàn văn"), plan(body, "Lược bỏ")
    body.do("publish_document", document=whole.pk)
    body.do("publish_document", document=redacted.pk, redactions=PERSONAL)
    nobody = Capacity(body=body.code, person=0, seat=None, says=Text("Người dân", "Public"), role=None)
    for scopes in ({"documents": "open"}, {"documents": "own"}, {"documents": "own_agency"}):
        assert [each.pk for each in seen_documents(Reader(capacity=nobody, scopes=scopes))] == [whole.pk]


@pytest.mark.parametrize("act", ["enter_outside_document", "issue_document", "publish_document"])
def test_a_secret_mark_is_refused_at_every_door(body: Founded, act: str) -> None:
    from chidao.acts.registry import act_named
    from chidao.door.given import read_given

    sent: dict[str, dict[str, object]] = {
        "enter_outside_document": {"kind": "TB", "number": 9, "symbol": "TB-BTN", "title": "TỐI MẬT"},
        "issue_document": {"kind": "KH", "title": "Kế hoạch", "text": ["MẬT", "Nội dung"]},
        "publish_document": {"document": 1, "redactions": ["Tuyệt mật\nTUYỆT MẬT"]},
    }  # fmt: skip
    with pytest.raises(BadInput) as refused:
        read_given(act_named(act), {"body": body.code, **sent[act]})
    assert "state_secret" in {each.code for each in refused.value.reasons}


def test_a_document_that_bears_a_secret_mark_is_never_published(body: Founded) -> None:
    paper = plan(body, text=("MẬT", "Nội dung"))
    with pytest.raises(BadInput) as refused:
        body.do("publish_document", document=paper.pk)
    assert refused.value.reasons[0].code == "state_secret"


def test_a_list_takes_one_query_whatever_is_restricted(body: Founded) -> None:
    for place in range(3):
        paper = plan(body, f"Kế hoạch {place}")
        body.do("set_document_access", document=paper.pk, access="restricted", reason="Nhân sự")
    reader = readers(body, "fellow-beta")["fellow-beta"]
    with one_look():
        assert reader.seats  # what every page asks of its reader anyway
        assert reader.agencies
        with CaptureQueriesContext(connection) as made:
            assert document_list(reader) == []
    assert len(made) == 1
    assert Document.objects.count() == 3


def test_the_print_bears_a_code_that_can_be_scanned_and_is_heard(body: Founded, tmp_path: Path) -> None:
    paper = plan(body)
    body.do("publish_document", document=paper.pk)
    printed = PublicCopy.objects.get().printed
    assert printed is not None
    place = tmp_path / "print.pdf"
    with open_file(settings.CHIDAO_FILES, printed.sha256) as file:
        place.write_bytes(file.read())
    heard = subprocess.run(["pdfinfo", "-struct-text", place], capture_output=True, check=True).stdout.decode(
        "utf-8", "replace"
    )
    assert "Figure" in heard
    assert grouped(paper.code or "") in heard
    assert subprocess.run(["qpdf", "--check", place], capture_output=True, check=False).returncode == 0
    wanted = segno.make(f"http://localhost:8000/verify/{paper.code}/", error="m", micro=False).matrix
    assert _modules(place, tmp_path, len(wanted)) == [list(row) for row in wanted]


def _modules(place: Path, folder: Path, size: int) -> list[list[int]]:
    """Return the modules of the QR code at the foot of a page, by the dark of the middle of each."""
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-singlefile", place, folder / "page"], check=True)
    _, width, height, _, data = re.split(rb"\s", (folder / "page.pgm").read_bytes(), maxsplit=4)
    wide, high = int(width), int(height)
    rows = [data[wide * y : wide * (y + 1)] for y in range(high)]
    left, right = int(wide * 0.14), int(wide * 0.25)  # within the margin, left of the words
    dark = [(x, y) for y in range(high // 2, high) for x in range(left, right) if rows[y][x] < 128]
    first = (min(x for x, _ in dark), min(y for _, y in dark))
    step = (max(x for x, _ in dark) + 1 - first[0]) / size
    return [
        [int(rows[int(first[1] + (y + 0.5) * step)][int(first[0] + (x + 0.5) * step)] < 128) for x in range(size)]
        for y in range(size)
    ]
