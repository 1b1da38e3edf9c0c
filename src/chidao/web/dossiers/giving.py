"""Files of the archive given out: tables as .docx, .pdf and .xlsx, a dossier as one .zip, its package, one paper."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from chidao.archive.acts.handing import MOST_AT_ONCE, contents_of
from chidao.archive.bundle import write_bundle
from chidao.archive.facts import items_of
from chidao.archive.models import DossierItem, HandOver
from chidao.archive.package.sources import package_plan, packed_dossier, piece_files
from chidao.archive.package.writing import write_package
from chidao.archive.papers import (
    Listing,
    index_of_dossiers,
    index_of_papers,
    list_of_dossiers,
    listing_paper,
    minutes_paper,
)
from chidao.archive.pieces import papers_of
from chidao.archive.queries import dossier_list, dossier_page, one_dossier, whole_dossiers, whole_handover
from chidao.archive.rules import LEVELS
from chidao.documents.files import open_file
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.vietnamese import slug
from chidao.kernel.wording import Text, same
from chidao.web.documents.printing import FORMS, paper_file
from chidao.web.here import Here
from chidao.web.pages import screen
from chidao.web.workbooks import XLSX, Column, workbook

ZIP: Final = "application/zip"
MOST_LISTED: Final = 2000


@screen("dossier_list_file", ("Danh mục hồ sơ, tệp", "List of dossiers, file"))
def list_file(request: HttpRequest, here: Here, year: int, form: str) -> HttpResponse:
    """Give the list of dossiers of a year, with all of its columns."""
    rows = dossier_list(here.eyes, here.today, year=year, most=MOST_LISTED)
    return _listing(here, list_of_dossiers(year, rows), form)


@screen("dossier_index_file", ("Mục lục văn bản của hồ sơ, tệp", "Index of a dossier's papers, file"))
def index_file(request: HttpRequest, here: Here, dossier_id: int, form: str) -> HttpResponse:
    """Give the index of the papers of one dossier."""
    return _listing(here, index_of_papers(dossier_page(here.eyes, dossier_id, here.today)), form)


@screen("handover_index_file", ("Mục lục hồ sơ nộp lưu, tệp", "Index of dossiers handed over, file"))
def handover_index(request: HttpRequest, here: Here, handover_id: int, form: str) -> HttpResponse:
    """Give the index of the dossiers of a hand-over."""
    found = whole_handover(here.eyes, handover_id)
    subject = f"Kèm theo biên bản giao nhận ngày {found.handed_on:%d/%m/%Y}"
    return _listing(here, index_of_dossiers(found.contents, subject), form)


@screen("handover_minutes_file", ("Biên bản giao nhận, tệp", "Minutes of a hand-over, file"))
def minutes_file(request: HttpRequest, here: Here, handover_id: int, form: str) -> HttpResponse:
    """Give the minutes of a hand-over, to be signed by both sides."""
    found = whole_handover(here.eyes, handover_id)
    return paper_file(minutes_paper(found), _one_of(form, FORMS), f"bien ban giao nhan {found.number:02d} {found.year}")


@screen("handover_draft", ("Dự thảo biên bản giao nhận", "Draft minutes of a hand-over"))
def minutes_draft(request: HttpRequest, here: Here, form: str) -> HttpResponse:
    """Give the minutes of a hand-over that is not done yet, to be signed first: `?dossiers=1&dossiers=2&receiver=…`."""
    asked = [int(each) for each in request.GET.getlist("dossiers") if each.isascii() and each.isdigit()][:MOST_AT_ONCE]
    dossiers = whole_dossiers(here.eyes, asked)
    plan = package_plan(here.eyes, dossiers, at=here.now, receiver=request.GET.get("receiver", "")[:300])
    level = _one_of(request.GET.get("level", "current"), LEVELS)
    draft = HandOver(
        body=here.body, year=here.today.year, number=0, level=level, giver=here.me.says.vi, receiver=plan.receiver,
        handed_on=here.today, contents=contents_of(plan, dossiers),
    )  # fmt: skip
    return paper_file(minutes_paper(draft), _one_of(form, FORMS), "du thao bien ban giao nhan")


@screen("handover_package", ("Gói tin nộp lưu", "Package handed over"))
def handover_package(request: HttpRequest, here: Here, handover_id: int, what: str) -> Any:
    """Give the package of a hand-over as it was kept, or its signed minutes."""
    found = whole_handover(here.eyes, handover_id)
    kept = found.package if _one_of(what, ("package", "minutes")) == "package" else found.minutes
    if kept is None:
        raise NotFound(Reason(code="no_such_file", says=_NO_FILE))
    opened = open_file(settings.CHIDAO_FILES, kept.sha256)
    return _attached(opened, kept.name, ZIP if what == "package" else "application/octet-stream")


@screen("dossier_export", ("Xuất hồ sơ", "Export of a dossier"))
def export(request: HttpRequest, here: Here, dossier_id: int, what: str) -> Any:
    """Give a dossier as one .zip: its papers in the order of days with an XML index, or an E-ARK package."""
    dossier = whole_dossiers(here.eyes, [dossier_id])[0]
    name = f"ho-so-{dossier.number:02d}-{dossier.year}"
    if _one_of(what, ("export", "package")) == "export":
        packed = packed_dossier(here.eyes, dossier)
        return _written(f"{name}.zip", lambda place: write_bundle(place, packed))
    plan = package_plan(here.eyes, [dossier], at=here.now, receiver="Lưu trữ hiện hành")
    return _written(f"{plan.name}.zip", lambda place: write_package(place, plan))


@screen("dossier_paper", ("Tài liệu trong hồ sơ, tệp", "Paper of a dossier, file"))
def paper(request: HttpRequest, here: Here, dossier_id: int, item_id: int) -> Any:
    """Give the file of one paper: signed, scanned, received, or composed where nothing is kept."""
    shown = {each.id: each for each in dossier_page(here.eyes, dossier_id, here.today).items}
    found = shown.get(item_id)
    rows: list[DossierItem] = [row for row in items_of(one_dossier(here.eyes, dossier_id)) if row.pk == item_id]
    if found is None or not found.has_file or not rows:
        raise NotFound(Reason(code="no_such_file", says=_NO_FILE))
    file = next(piece_files(here.eyes, found.place, rows[0], papers_of(rows)[item_id]), None)
    if file is None:
        raise NotFound(Reason(code="no_such_file", says=_NO_FILE))
    return _attached(file.opened(), file.name, file.media_type)


def _one_of(word: str, known: Collection[str]) -> str:
    """Return a word of an address that is known. Raises Http404."""
    if word not in known:
        raise Http404(word)
    return word


def _listing(here: Here, listing: Listing, form: str) -> HttpResponse:
    title = f"{listing.kind_name} {listing.subject}"
    if _one_of(form, (*FORMS, "xlsx")) != "xlsx":
        return paper_file(listing_paper(here.body, here.today, listing), form, title)
    columns = [Column(words, max(10, share)) for words, share in listing.columns]
    response = HttpResponse(
        workbook(same(listing.kind_name), columns, listing.rows, here.language, frozen="A2"), content_type=XLSX
    )
    response["Content-Disposition"] = f'attachment; filename="{slug(title)[:80]}.xlsx"'
    return response


def _written(name: str, write: Callable[[Path], object]) -> FileResponse:
    """Write a file beside the store and give it; it is gone when it has been given."""
    settings.CHIDAO_FILES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=settings.CHIDAO_FILES) as folder:
        place = Path(folder) / "made.zip"
        write(place)
        opened = place.open("rb")
    return _attached(opened, name, ZIP)


def _attached(opened: Any, name: str, media_type: str) -> FileResponse:
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=0"
    return response


_NO_FILE: Final = Text("Không có tệp này.", "There is no such file.")
