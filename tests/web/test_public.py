"""Public pages: read without signing in, they tell what was published and nothing else."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chidao.documents.files import store_file
from chidao.documents.models import Document, PublicCopy
from chidao.documents.uploads import check_upload
from tests.documents.publishing import PERSONAL, plan, publishing_body
from tests.meetings.committee import in_bulk
from tests.web.visiting import Visit, counted

pytestmark = pytest.mark.only("sqlite")
HREF = re.compile(r'(?:href|src|action)="(/[^"#]*|http://testserver/[^"#]*)')


@pytest.fixture
def desk(db: None, settings: Any) -> Visit:
    settings.CHIDAO_DEMO = True
    return Visit(body=publishing_body())


def published(desk: Visit, title: str, **more: Any) -> Document:
    desk.later(minutes=1)
    paper = plan(desk.body, title)
    desk.do("publish_document", "secretary", document=paper.pk, **more)
    return Document.objects.get(pk=paper.pk)


def page(path: str, *, status: int = 200, **cookies: str) -> str:
    """Return a page as somebody who never signed in is shown it."""
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def crawl(*starts: str) -> Iterator[tuple[str, bytes]]:
    """Open every address that is reached from some, as a stranger."""
    client, waiting, seen = Client(), list(starts), set(starts)
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        data = answer.getvalue()
        yield path, data
        if "html" in answer.headers.get("Content-Type", ""):
            for found in HREF.findall(data.decode()):
                each = found.removeprefix("http://testserver").replace("&amp;", "&")
                if each not in seen and not each.startswith("/static/"):
                    seen.add(each)
                    waiting.append(each)


def words(path: str, data: bytes) -> str:
    if path.endswith(".docx"):
        return "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    return data.decode(errors="replace")


def test_a_stranger_finds_what_was_published_and_nothing_else(desk: Visit) -> None:
    inner = plan(desk.body, "Việc nội bộ kín một", ("Nội dung nội bộ",))
    hidden = plan(desk.body, "Việc hạn chế kín hai", ("Nội dung hạn chế",))
    desk.do("set_document_access", "secretary", document=hidden.pk, access="restricted", reason="Nhân sự")
    opened = published(desk, "Kế hoạch mở ba")
    redacted = published(desk, "Kế hoạch lược bốn", redactions=PERSONAL)
    gone = published(desk, "Kế hoạch rút năm")
    desk.do("withdraw_publication", "secretary", document=gone.pk, reason="Đăng nhầm")
    texts = [f"/public/T1/{each.code}/" for each in (inner, hidden)]
    for path in texts:
        page(path, status=404)
    found = dict(crawl("/", "/public/", "/public/T1/", "/verify/", f"/public/T1/{gone.code}/", "/api/", "/health/"))
    told = "\n".join(words(path, data) for path, data in found.items())
    for secret in ("kín một", "kín hai", "rút năm", "Nội dung nội bộ", "Nội dung hạn chế"):
        assert secret not in told
    for path in (f"/public/T1/{each.code}/{end}" for each in (opened, redacted) for end in ("document.docx", "qr.svg")):
        assert path in found
    ones = "\n".join(words(path, data) for path, data in found.items() if (redacted.code or "") in path)
    assert not any(each in ones for each in PERSONAL)
    assert PERSONAL[0] in "\n".join(words(path, data) for path, data in found.items() if (opened.code or "") in path)
    for path in (f"/public/T1/{gone.code}/document.pdf", f"/public/T1/{inner.code}/qr.svg", "/public/ZZ/"):
        page(path, status=404)
    assert "Đăng nhầm" in page(f"/public/T1/{gone.code}/")


def test_the_desk_sees_what_is_proposed_then_what_everyone_will_see(desk: Visit) -> None:
    paper = plan(desk.body, "Cử ông Nguyễn Văn Tám")
    shown = desk.get("secretary", f"documents/{paper.pk}/").content.decode()
    assert f'href="/T1/documents/{paper.pk}/publish/"' in shown
    at = f"documents/{paper.pk}/publish/"
    first = desk.get("secretary", at).content.decode()
    assert len(re.findall(r"name=\"tick\"[^>]* checked>", first)) == len(PERSONAL)
    assert "[… đã lược bỏ]" in first
    again = desk.post("secretary", at, tick=[PERSONAL[1]], more="làm đầu mối").content.decode()
    assert first.count("[… đã lược bỏ]") > again.count("[… đã lược bỏ]") >= 2
    assert desk.post("secretary", at, more="không có câu này").status_code == 422
    sent = re.search(r'<textarea name="redactions" hidden[^>]*>([^<]*)</textarea>', first)
    assert sent is not None
    answer = desk.post("secretary", "act/publish_document/", document=paper.pk, redactions=sent[1], key="p1")
    assert answer.url == f"/T1/documents/{paper.pk}/"
    after = desk.get("secretary", f"documents/{paper.pk}/").content.decode()
    assert f"/public/T1/{paper.code}/" in after
    assert "withdraw_publication" in after
    public = page(f"/public/T1/{paper.code}/")
    assert not any(each in public for each in PERSONAL)
    # Whoever may not publish is told why, and is offered nothing.
    assert "action=" not in desk.get("fellow-beta", at).content.decode().split("3. ")[-1]


def test_a_stranger_verifies_by_code_and_by_file(desk: Visit) -> None:
    paper = published(desk, "Kế hoạch mở")
    inner = plan(desk.body, "Việc kín")
    scan = b"%PDF-1.4\n% signed\n%%EOF\n"
    store_file(settings.CHIDAO_FILES, scan)
    desk.do("file_document", "secretary", document=inner.pk, scan=check_upload("b.pdf", scan))
    client = Client()
    typed = client.get("/verify/", {"code": (paper.code or "").lower()})
    assert typed.headers["Location"] == f"/verify/{paper.code}/"
    assert "Kế hoạch mở" in page(typed.headers["Location"])
    assert client.get("/verify/", {"code": "ABC"}).status_code == 422
    assert "Không có trong sổ" in page("/verify/AAAAAAAAAAAAAAAA/", status=404)
    for data, there in ((scan, True), (scan + b"\n", False)):
        shown = client.post("/verify/", {"file": SimpleUploadedFile("x.pdf", data)}).content.decode()
        assert (inner.label in shown) is there
        assert "Việc kín" not in shown
    assert client.post("/verify/", {}).status_code == 422


def test_what_replaced_a_document_is_one_click_away(desk: Visit) -> None:
    old = published(desk, "Kế hoạch cũ")
    made = plan(desk.body, "Kế hoạch mới")
    with in_bulk():
        made.replaces = old
        made.save(update_fields=["replaces"])
    assert f"{made.label}" in page(f"/public/T1/{old.code}/")
    assert f"/public/T1/{made.code}/" not in page(f"/public/T1/{old.code}/")
    desk.do("publish_document", "secretary", document=made.pk)
    assert f'href="/public/T1/{made.code}/"' in page(f"/verify/{old.code}/")


def test_pages_are_small_and_their_files_may_be_kept(desk: Visit) -> None:
    paper = published(desk, "Kế hoạch mở")
    for path in ("/public/", "/public/T1/", f"/public/T1/{paper.code}/", "/verify/", f"/verify/{paper.code}/"):
        for language in ("vi", "en"):
            assert len(page(path, language=language).encode()) < 100_000
        assert "no-cache" in Client().get(path).headers["Cache-Control"]
    for path in ("feed.xml", "documents.csv", "documents.json", "documents.csv-metadata.json"):
        assert "max-age=300" in Client().get(f"/public/T1/{path}").headers["Cache-Control"]
    assert json.loads(page("/public/T1/documents.json"))["documents"][0]["id"] == paper.code
    assert page("/public/feed.xml").count("<item>") == 1
    assert "Print view" in page(f"/public/T1/{paper.code}/", language="en")
    printed = PublicCopy.objects.get().printed
    assert printed is not None
    given = Client().get(f"/public/T1/{paper.code}/document.pdf")
    assert given.headers["Content-Disposition"].startswith("inline")


def test_the_list_asks_the_same_questions_however_many(desk: Visit) -> None:
    page("/public/T1/")
    counts = []
    for many in (1, 3, 60):
        with_copies(desk, many)
        with counted() as queries:
            page("/public/T1/?q=ke")
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 12
    shown = page("/public/T1/")
    older = re.search(r'rel="next" href="([^"]+)"', shown)
    assert older is not None
    assert page(f"/public/T1/{older[1]}").count("<tr>") == 11


def with_copies(desk: Visit, many: int) -> None:
    """Publish papers until there are so many, one act each of two."""
    for n in range(PublicCopy.objects.count() + 1, many + 1):
        desk.later(minutes=1)
        given = {"kind": "CV", "number": n, "symbol": "BTN-VP", "dated_on": desk.now.date() - timedelta(days=n)}
        made = desk.do("enter_outside_document", "secretary", title=f"Kế hoạch {n}", **given)
        desk.do("publish_document", "secretary", document=made["document"])


def test_no_page_tells_of_a_restricted_document_to_whoever_may_not_see_it(desk: Visit) -> None:
    kept = plan(desk.body, "Việc nhân sự kín", agencies=(desk.body.agencies["alpha"],))
    desk.do("set_document_access", "secretary", document=kept.pk, access="restricted", reason="Nhân sự")
    reader, desk_page = desk.client("fellow-beta"), desk.get("secretary", "documents/").content.decode()
    assert "Việc nhân sự kín" in desk_page
    paths = (
        "", "documents/", "drafts/", "incoming/", "registers/", "deliveries/", "exchange/", "dossiers/", "record/",
        "search/?q=nhan+su+kin", "reports/", "act/set_document_access/", "act/deliver_document/",
    )  # fmt: skip
    told = {path: reader.get(f"/T1/{path}") for path in paths}
    assert [path for path, answer in told.items() if "nhân sự kín" in answer.content.decode()] == []
    for path in (f"documents/{kept.pk}/", f"documents/{kept.pk}/pdf/", f"documents/{kept.pk}/publish/"):
        assert reader.get(f"/T1/{path}").status_code == 404
    receiver = desk.get("fellow-alpha", f"documents/{kept.pk}/")
    assert receiver.status_code == 200
