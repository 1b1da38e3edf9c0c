"""EAD.xml (EAD 2002): the archive's own description, the hand-over, its dossiers, their papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from chidao.archive.package.plan import FILES, SOFTWARE, PackagePlan, PackedDossier, PackedItem
from chidao.archive.package.tree import EAD, XLINK, XSI, Element, Maker, document, grown, in_namespace

LOCATION: Final = "urn:isbn:1-931666-22-9 http://www.loc.gov/ead/ead.xsd"
VIETNAMESE: Final = "vie"
_e: Final = Maker(EAD, {None: EAD, "xlink": XLINK, "xsi": XSI})


def package_ead(plan: PackagePlan) -> bytes:
    """Return the description of what is handed over, down to each paper and where its file stands."""
    title = f"Hồ sơ của {plan.creator.name} giao nộp cho {plan.receiver}"
    root = _e("ead", {in_namespace(XSI, "schemaLocation"): LOCATION})
    return document(grown(root, [_header(plan, title), _description(plan, title)]))


def _header(plan: PackagePlan, title: str) -> Element:
    filed = _e("filedesc", {}, _e("titlestmt", {}, _e("titleproper", {}, title)))
    made = _e("creation", {}, f"{SOFTWARE} {plan.version}, {plan.stamp}")
    language = _e("langusage", {}, _e("language", {"langcode": VIETNAMESE}, "Tiếng Việt"))
    return _e("eadheader", {}, _e("eadid", {}, plan.name), filed, _e("profiledesc", {}, made, language))


def _description(plan: PackagePlan, title: str) -> Element:
    days = [(each.first_on, each.last_on) for each in plan.dossiers]
    did = _did(
        plan.name, title, min(first for first, _ in days), max(last for _, last in days), [
            _e("origination", {}, _e("corpname", {}, plan.creator.name)),
            _e("repository", {}, _e("corpname", {}, plan.receiver)),
            _e("physdesc", {}, _e("extent", {}, f"{len(plan.dossiers)} hồ sơ")),
            _e("langmaterial", {}, _e("language", {"langcode": VIETNAMESE}, "Tiếng Việt")),
        ],
    )  # fmt: skip
    inside = grown(_e("dsc", {"type": "combined"}), [_dossier(each) for each in plan.dossiers])
    return _e("archdesc", {"level": "collection"}, did, inside)


def _dossier(dossier: PackedDossier) -> Element:
    extent = _e("physdesc", {}, _e("extent", {}, f"{len(dossier.items)} văn bản, tài liệu"))
    keeper = _e("origination", {}, dossier.keeper) if dossier.keeper else None
    did = _did(dossier.code, dossier.title, dossier.first_on, dossier.last_on, [extent, keeper])
    until = f", đến hết {_day(dossier.kept_until)}" if dossier.kept_until else ""
    kept = _e("appraisal", {}, _e("p", {}, f"{dossier.retention} - {dossier.retention_title}{until}"))
    access = _e("accessrestrict", {}, _e("p", {}, dossier.access))
    noted = _e("note", {}, _e("p", {}, dossier.note)) if dossier.note else None
    parts = [did, access, kept, noted, *(_paper(dossier, each) for each in dossier.items)]
    return grown(_e("c", {"level": "file", "id": _key(dossier)}), parts)


def _paper(dossier: PackedDossier, item: PackedItem) -> Element:
    author = _e("origination", {}, item.author) if item.author else None
    where = [
        _e("dao", {
            in_namespace(XLINK, "type"): "simple",
            in_namespace(XLINK, "href"): f"{FILES}/{dossier.code}/{each.name}",
            in_namespace(XLINK, "title"): each.original_name,
        })
        for each in item.files
    ]  # fmt: skip
    did = _did(item.label, item.title, item.dated_on, item.dated_on, [author, *where])
    return _e("c", {"level": "item", "id": f"{_key(dossier)}-{item.place:03d}"}, did)


def _did(name: str, title: str, first: date | None, last: date | None, more: Iterable[Element | None]) -> Element:
    said = _e("unitid", {}, name) if name else None
    when = None
    if first and last:
        words = _day(first) if first == last else f"{_day(first)} - {_day(last)}"
        when = _e("unitdate", {"normal": f"{first.isoformat()}/{last.isoformat()}"}, words)
    return grown(_e("did"), [said, _e("unittitle", {}, title), when, *more])


def _key(dossier: PackedDossier) -> str:
    return dossier.code.lower()


def _day(on: date | None) -> str:
    return f"{on.day:02d}/{on.month:02d}/{on.year}" if on else ""
