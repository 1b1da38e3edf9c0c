"""The XML of one paper's metadata, its schema that travels along, and a guide to checking the package."""

from __future__ import annotations

from typing import Final

from chidao.archive.package.plan import PackagePlan, PackedDossier, PackedItem
from chidao.archive.package.tree import Element, Maker, document, grown

NAMESPACE: Final = "urn:chidao:archive:paper:1"
SCHEMA_NAME: Final = "chidao-paper-1.xsd"
GUIDE_NAME: Final = "DOC-TRUOC.txt"
_x: Final = Maker(NAMESPACE, {None: NAMESPACE})
_s: Final = Maker("http://www.w3.org/2001/XMLSchema", {"xs": "http://www.w3.org/2001/XMLSchema"})


def paper_metadata(dossier: PackedDossier, item: PackedItem) -> bytes:
    """Return what is known of one paper: its place in the dossier, number, day, author, subject, files."""
    told: list[tuple[str, str]] = [
        ("dossier", dossier.label),
        ("place", str(item.place)),
        ("kind", item.kind),
        ("number", item.label),
        ("date", item.dated_on.isoformat() if item.dated_on else ""),
        ("author", item.author),
        ("subject", item.title),
        ("retention", dossier.retention),
        ("access", dossier.access),
    ]
    facts = [_x("fact", {"name": name}, value) for name, value in item.facts if value]
    files = [
        _x("file", {"name": each.name, "origin": each.origin, "original": each.original_name}) for each in item.files
    ]
    return document(grown(_x("paper"), [*(_x(name, {}, value) for name, value in told if value), *facts, *files]))


def paper_schema() -> bytes:
    """Return the XML Schema of that XML."""
    plain = ("dossier", "place", "kind", "number", "date", "author", "subject", "retention", "access")
    required = {"dossier", "place", "kind", "subject", "retention", "access"}
    once = [
        _s("element", {"name": name, "type": "xs:string", "minOccurs": "1" if name in required else "0"})
        for name in plain
    ]
    many = [_many("fact", ("name",), text=True), _many("file", ("name", "origin", "original"), text=False)]
    paper = _s("element", {"name": "paper"}, _s("complexType", {}, grown(_s("sequence"), [*once, *many])))
    root = _s("schema", {"targetNamespace": NAMESPACE, "elementFormDefault": "qualified"}, paper)
    return document(root)


def guide(plan: PackagePlan) -> bytes:
    """Return how to check the package without any program of ours."""
    dossiers = "\n".join(f"- {each.label} {each.title} ({len(each.items)} tài liệu)" for each in plan.dossiers)
    return _GUIDE.format(name=plan.name, at=plan.stamp, dossiers=dossiers).encode()


def _many(name: str, attributes: tuple[str, ...], *, text: bool) -> Element:
    told = [_s("attribute", {"name": each, "type": "xs:string", "use": "required"}) for each in attributes]
    inner = _s("simpleContent", {}, grown(_s("extension", {"base": "xs:string"}), told)) if text else None
    shape = _s("complexType", {}, inner) if text else grown(_s("complexType"), told)
    return _s("element", {"name": name, "minOccurs": "0", "maxOccurs": "unbounded"}, shape)


_GUIDE: Final = """GÓI HỒ SƠ NỘP LƯU (SIP) {name}
Lập lúc {at}

{dossiers}

Cấu trúc theo E-ARK CSIP/SIP 2: METS.xml ở gốc và ở representations/rep1; mô tả hồ sơ ở
metadata/descriptive/EAD.xml; lịch sử gói ở metadata/preservation/PREMIS.xml; tệp tài liệu ở
representations/rep1/data, mỗi hồ sơ một thư mục, theo thứ tự của mục lục.

Tự kiểm tra: mỗi tệp được METS.xml nêu tên (xlink:href) cùng mã SHA-256 (CHECKSUM); so với kết quả của
lệnh "sha256sum TỆP". METS.xml ở gốc nêu cả METS.xml của rep1.

SUBMISSION PACKAGE. Each file is named in a METS.xml with its SHA-256; compare with "sha256sum FILE".
The METS.xml of the root names that of rep1.
"""
