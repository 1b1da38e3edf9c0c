"""Files made to break whoever takes them in, at every door that takes files: refused in words, nothing kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from chidao.documents.drafts import desk
from chidao.documents.models import StoredFile
from chidao.documents.uploads import LARGEST_FILE, check_upload
from chidao.kernel.errors import BadInput
from tests.charters_small import BESIDE, SMALL
from tests.factories import founded_body
from tests.web.hostile import HOSTILE, PDF, Hostile, office, png
from tests.web.visiting import Visit

pytestmark = [pytest.mark.only("sqlite"), pytest.mark.django_db]

POWERS: Final = (
    "  - {id: papers-in, acts: [register_incoming, import_message, lay_template], roles: [secretary],"
    " clause: T1-beside-1}\n  - {id: drafts, acts: [submit_draft], roles: [secretary], clause: T1-beside-1}\n"
)
SCANS: Final = frozenset({"pdf", "png", "jpg", "docx", "xlsx", "exe"})
FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "enter_outside_document": {
        "kind": "CV", "number": "7", "symbol": "BTN-VP", "dated_on": "2020-03-02", "title": "Về việc rà soát"
    },
    "register_incoming": {"title": "Về việc rà soát", "author": "Sở Thử Một"},
    "lay_template": {"form": "decision", "name": "Mẫu"},
}  # fmt: skip


@dataclass(frozen=True)
class Door:
    """A door that takes files: its address, the field, what else is sent there, and the kinds it is tried with."""

    address: str
    field: str = "file"
    kinds: frozenset[str] = SCANS
    sent: Mapping[str, str] = dataclasses.field(default_factory=dict)
    own_words: bool = False
    """It reads more kinds than are kept, and says what is wrong in words of its own."""

    def __str__(self) -> str:
        return f"{self.address} {self.field}"


WORD: Final = frozenset({"docx", "exe"})
DOORS: Final = (
    Door("/T1/act/enter_outside_document/", "scan", sent=FIELDS["enter_outside_document"]),
    Door("/T1/act/register_incoming/", sent=FIELDS["register_incoming"]),
    Door("/T1/act/register_incoming/", "attachments", sent=FIELDS["register_incoming"]),
    Door("/T1/act/give_direction/", "scan", sent={"record": "1", "line": "Việc", "legal_seat": "{seat}"}),
    Door("/T1/act/lay_template/", kinds=WORD, sent=FIELDS["lay_template"]),
    Door("/T1/drafts/{draft}/word/", kinds=WORD),
    Door("/T1/documents/check/", kinds=WORD),
    Door("/form-check/", kinds=WORD),
    Door("/found/", kinds=WORD, own_words=True),
    Door("/T1/tasks/import/", kinds=frozenset({"xlsx", "exe"})),
    Door("/T1/exchange/in/", kinds=frozenset({"edxml", "exe"})),
    Door("/api/T1/files", kinds=SCANS | {"edxml"}),
)


@pytest.fixture
def visit(settings: Settings, tmp_path: Path) -> Visit:
    settings.CHIDAO_DEMO, settings.CHIDAO_FILES = True, tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return Visit(founded_body(charter=SMALL, beside=BESIDE.replace("powers:\n", f"powers:\n{POWERS}", 1)))


@dataclass
class Sender:
    """Whoever sends files to a door: the secretary's browser, or a program with the secretary's key."""

    visit: Visit
    client: Client
    places: Mapping[str, object]
    key: str

    def send(self, door: Door, name: str, data: bytes) -> Any:
        """Send one file there."""
        sent = {field: value.format(**self.places) for field, value in dict(door.sent).items()}
        file = SimpleUploadedFile(name, data)
        bearer = {"authorization": f"Bearer {self.key}"} if door.address.startswith("/api/") else {}
        return self.client.post(door.address.format(**self.places), {**sent, door.field: file}, headers=bearer)

    def kept(self) -> int:
        """Return how many files are kept."""
        home: Path = self.visit_files
        return sum(1 for each in home.rglob("*") if each.is_file()) if home.exists() else 0

    @property
    def visit_files(self) -> Path:
        """Return where files are kept."""
        from django.conf import settings

        found: Path = settings.CHIDAO_FILES
        return found


@pytest.fixture
def sender(visit: Visit) -> Sender:
    secretary = visit.body["secretary"]
    draft = desk.start(body="T1", form="decision", by=secretary, now=visit.now)
    places = {"draft": draft.pk, "seat": visit.body.seat("head")}
    return Sender(visit, visit.client("secretary"), places, visit.body.key_for(secretary.person, days=36_500))


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_each_is_refused_in_words_at_its_field_and_nothing_is_kept(sender: Sender, door: Door) -> None:
    tried = [each for each in HOSTILE if each.kind in door.kinds]
    assert len(tried) >= 5
    wrong = {each.what: said for each in tried if (said := fault(sender, door, each))}
    assert wrong == {}
    assert sender.kept() == 0
    assert not StoredFile.objects.exists()
    assert sender.client.get("/T1/").status_code == 200  # the next one is answered


def fault(sender: Sender, door: Door, each: Hostile) -> str:
    """Send a file and return what is wrong with the answer, "" for nothing."""
    answer = sender.send(door, each.name, each.data)
    told = answer.content.decode()
    if answer.status_code != 422:
        return f"{answer.status_code} {told[:200]}"
    if door.address.startswith("/api/"):
        codes = [reason["code"] for reason in answer.json()["reasons"]]
        return "" if each.code in codes else str(codes)
    if each.kind == "exe" or each.code == "kind_not_taken":
        return ""
    says = ["Tệp"] if door.own_words else [escape(words) for words in reasons(each)]
    at_field = f'href="#f-{door.field}"' in told or "drafts" in door.address
    return "" if at_field and any(words in told for words in says) else f"not said: {says}"


def reasons(each: Hostile) -> list[str]:
    with pytest.raises(BadInput) as refused:
        check_upload(each.name, each.data)
    assert refused.value.reasons[0].code == each.code, each.what
    assert all(reason.says.vi and reason.says.en for reason in refused.value.reasons)
    return [reason.says.vi for reason in refused.value.reasons]


def test_each_is_refused_for_what_it_is() -> None:
    assert all(reasons(each) for each in HOSTILE)


def test_a_whole_file_of_each_kind_is_taken() -> None:
    whole: dict[str, bytes] = {
        "a.docx": office("docx"), "a.xlsx": office("xlsx"), "a.pdf": PDF, "a.png": png(2480, 3508),
        "a.edxml": b"<?xml version='1.0'?><edXML/>",
    }  # fmt: skip
    assert [check_upload(name, data).name for name, data in whole.items()] == list(whole)


NAMES: Final = ("../../etc/x.pdf", "/etc/x.pdf", "C:\\windows\\x.pdf", "gi\u202eấy.pdf", "a\x00b.pdf")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_with_a_path_or_signs_that_do_not_show_is_refused(sender: Sender, name: str) -> None:
    # Written by hand: the test client, as browsers do, would cut the name down before it sends it.
    said = b"".join(
        f'--part\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in dict(FIELDS["enter_outside_document"]).items()
    )
    head = f'--part\r\nContent-Disposition: form-data; name="scan"; filename="{name}"\r\n'
    sent = said + head.encode() + b"Content-Type: application/pdf\r\n\r\n" + PDF + b"\r\n--part--\r\n"
    kind = "multipart/form-data; boundary=part"
    answer = sender.client.post("/T1/act/enter_outside_document/", sent, content_type=kind)
    assert answer.status_code == 422
    assert "Tên tệp có đường dẫn hoặc ký tự không nhìn thấy" in answer.content.decode()
    assert (StoredFile.objects.count(), sender.kept()) == (0, 0)


def test_a_file_past_the_limit_is_refused_at_the_field_and_never_kept_whole(sender: Sender, tmp_path: Path) -> None:
    answer = sender.send(DOORS[0], "scan.pdf", b"%PDF-1.4\n" + b"\0" * LARGEST_FILE)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Tệp lớn hơn mức 25 MB." in told
    assert 'href="#f-scan"' in told
    assert sender.kept() == 0


def test_more_than_is_taken_at_once_is_refused_in_words(sender: Sender, settings: Settings) -> None:
    from chidao.web import receiving

    assert receiving.LARGEST_KEPT > 4 * LARGEST_FILE
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = sender.client.post("/T1/act/enter_outside_document/", {"title": "x" * 2_000})
    assert answer.status_code == 413
    assert "Phần gửi lên quá lớn" in answer.content.decode()
    by_program = sender.client.post(
        "/api/T1/acts/void_number", {"input": {"reason": "x" * 2_000}}, content_type="application/json",
        headers={"authorization": f"Bearer {sender.key}"},
    )  # fmt: skip
    assert by_program.status_code in {400, 413}
    assert "quá lớn" in by_program.content.decode() or "reasons" in by_program.json()


def test_too_many_files_at_once_are_refused_in_words(sender: Sender, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    files = [SimpleUploadedFile(f"{number}.pdf", PDF) for number in range(5)]
    sent = {**FIELDS["register_incoming"], "attachments": files}
    answer = sender.client.post("/T1/act/register_incoming/", sent)
    assert answer.status_code == 400
    assert "không đọc được" in answer.content.decode()
    assert sender.kept() == 0
