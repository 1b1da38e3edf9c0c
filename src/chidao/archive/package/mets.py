"""METS.xml of the package and of its representation (E-ARK CSIP 2.x, SIP 2.x; requirement numbers in comments)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chidao.archive.package.plan import REPRESENTATION, SOFTWARE, Entry, PackagePlan
from chidao.archive.package.tree import CSIP, METS, XLINK, XSI, Element, Maker, document, grown, in_namespace

SIP_PROFILE: Final = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
CSIP_PROFILE: Final = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
CONTENT: Final = "Mixed"
"""The category of the content (CSIP2) and its type (CSIP4): records of every kind."""
CONTENT_TYPE: Final = "MIXED"
SCHEMAS: Final = (
    "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd "
    "http://www.w3.org/1999/xlink http://www.loc.gov/standards/mets/xlink.xsd "
    "https://DILCIS.eu/XML/METS/CSIPExtensionMETS https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd"
)
_m: Final = Maker(METS, {"mets": METS, "xlink": XLINK, "csip": CSIP, "xsi": XSI})
_NOTETYPE: Final = in_namespace(CSIP, "NOTETYPE")


def package_mets(
    plan: PackagePlan, *, ead: Entry, premis: Entry, schemas: Sequence[Entry], guides: Sequence[Entry], inner: Entry
) -> bytes:
    """Return METS.xml of the root: the metadata of the whole, guides, schemas, the METS of the representation."""
    groups = [
        _group(plan, "documentation", "Documentation", guides),  # CSIP60
        _group(plan, "schemas", "Schemas", schemas),  # CSIP113
        _group(plan, "representation", f"Representations/{REPRESENTATION}", [inner]),  # CSIP114
    ]
    groups[-1].set(in_namespace(CSIP, "CONTENTINFORMATIONTYPE"), CONTENT_TYPE)
    pointer = {"LOCTYPE": "URL", **_link(inner.path), in_namespace(XLINK, "title"): "id-group-representation"}
    divisions = [
        _division("documentation", "Documentation", "id-group-documentation"),
        _division("schemas", "Schemas", "id-group-schemas"),
        # CSIP105-112: a pointer to the METS of the representation.
        _m("div", {"ID": "id-div-representation", "LABEL": f"Representations/{REPRESENTATION}"}, _m("mptr", pointer)),
    ]
    root = _root(plan, plan.name, SIP_PROFILE, label=_label(plan))
    return _whole(root, plan, plan.name, [("ead", "EAD", "2002", ead)], [("premis", premis)], groups, divisions)


def representation_mets(
    plan: PackagePlan, *, premis: Entry, described: Sequence[Entry], data: Sequence[Entry]
) -> bytes:
    """Return METS.xml of the representation: the metadata of each paper, and the files themselves."""
    groups = [_group(plan, "data", "Representations", data)] if data else []
    divisions = [_division("data", "Representations", "id-group-data")] if data else []
    dmd = [(f"paper-{place}", "OTHER", "", each) for place, each in enumerate(described, 1)]
    root = _root(plan, REPRESENTATION, CSIP_PROFILE)
    root.set(in_namespace(CSIP, "CONTENTINFORMATIONTYPE"), CONTENT_TYPE)
    return _whole(root, plan, REPRESENTATION, dmd, [("premis", premis)], groups, divisions)


def _whole(
    root: Element,
    plan: PackagePlan,
    name: str,
    dmd: Sequence[tuple[str, str, str, Entry]],
    amd: Sequence[tuple[str, Entry]],
    groups: Sequence[Element],
    divisions: Sequence[Element],
) -> bytes:
    """Put the parts in the order of the schema: header, metadata, files, structure."""
    described = [_dmd(plan, *each) for each in dmd]
    amd_section = grown(_m("amdSec", {"ID": "id-amd"}), [_digiprov(plan, *each) for each in amd])
    files = grown(_m("fileSec", {"ID": "id-files"}), groups)
    metadata = _m("div", {
        "ID": "id-div-metadata", "LABEL": "Metadata",
        "ADMID": " ".join(f"id-digiprov-{name}" for name, _ in amd),
        "DMDID": " ".join(f"id-dmd-{name}" for name, *_ in dmd) or None,
    })  # fmt: skip
    main = grown(_m("div", {"ID": "id-div-main", "LABEL": name}), [metadata, *divisions])
    structure = _m("structMap", {"ID": "id-structure", "TYPE": "PHYSICAL", "LABEL": "CSIP"}, main)
    parts = [_header(plan), *described, amd_section, files if len(files) else None, structure]
    return document(grown(root, parts))


def _root(plan: PackagePlan, name: str, profile: str, *, label: str | None = None) -> Element:
    return _m("mets", {
        "OBJID": name, "LABEL": label, "TYPE": CONTENT, "PROFILE": profile,
        in_namespace(XSI, "schemaLocation"): SCHEMAS,
    })  # fmt: skip


def _label(plan: PackagePlan) -> str:
    return "; ".join(f"{each.label} {each.title}" for each in plan.dossiers)[:500]


def _header(plan: PackagePlan) -> Element:
    agents = [
        _agent("CREATOR", "OTHER", SOFTWARE, plan.version, note_type="SOFTWARE VERSION", other="SOFTWARE"),  # CSIP10
        _agent("ARCHIVIST", "ORGANIZATION", plan.creator.name, plan.creator.code),  # SIP9
        _agent("CREATOR", "ORGANIZATION", plan.submitter, plan.creator.code),  # SIP15
        _agent("PRESERVATION", "ORGANIZATION", plan.receiver),  # SIP26
    ]
    told = {"CREATEDATE": plan.stamp, "RECORDSTATUS": "NEW", in_namespace(CSIP, "OAISPACKAGETYPE"): "SIP"}
    return grown(_m("metsHdr", told), agents)


def _agent(
    role: str, kind: str, name: str, note: str = "", *, note_type: str = "IDENTIFICATIONCODE", other: str | None = None
) -> Element:
    told = {"ROLE": role, "TYPE": kind, "OTHERTYPE": other}
    return _m("agent", told, _m("name", {}, name), _m("note", {_NOTETYPE: note_type}, note) if note else None)


def _dmd(plan: PackagePlan, name: str, kind: str, version: str, entry: Entry) -> Element:
    reference = _reference(plan, entry, kind, version, other="chidao" if kind == "OTHER" else None)
    return _m("dmdSec", {"ID": f"id-dmd-{name}", "CREATED": plan.stamp, "STATUS": "CURRENT"}, reference)


def _digiprov(plan: PackagePlan, name: str, entry: Entry) -> Element:
    told = {"ID": f"id-digiprov-{name}", "CREATED": plan.stamp, "STATUS": "CURRENT"}
    return _m("digiprovMD", told, _reference(plan, entry, "PREMIS", "3.0"))


def _reference(plan: PackagePlan, entry: Entry, kind: str, version: str, *, other: str | None = None) -> Element:
    return _m("mdRef", {
        "LOCTYPE": "URL", **_link(entry.path), "MDTYPE": kind, "OTHERMDTYPE": other, "MDTYPEVERSION": version or None,
        **_kept(plan, entry),
    })  # fmt: skip


def _group(plan: PackagePlan, name: str, use: str, entries: Sequence[Entry]) -> Element:
    files = [_file(plan, f"id-{name}-{place}", each) for place, each in enumerate(entries, 1)]
    return grown(_m("fileGrp", {"ID": f"id-group-{name}", "USE": use}), files)


def _file(plan: PackagePlan, key: str, entry: Entry) -> Element:
    where = _m("FLocat", {"LOCTYPE": "URL", **_link(entry.path)})
    return _m("file", {"ID": key, "OWNERID": entry.original_name or None, **_kept(plan, entry)}, where)


def _kept(plan: PackagePlan, entry: Entry) -> dict[str, object]:
    return {
        "MIMETYPE": entry.media_type, "SIZE": entry.size, "CREATED": plan.stamp, "CHECKSUM": entry.sha256.upper(),
        "CHECKSUMTYPE": "SHA-256",
    }  # fmt: skip


def _division(name: str, label: str, group: str) -> Element:
    return _m("div", {"ID": f"id-div-{name}", "LABEL": label}, _m("fptr", {"FILEID": group}))


def _link(path: str) -> dict[str, object]:
    return {in_namespace(XLINK, "type"): "simple", in_namespace(XLINK, "href"): path}
