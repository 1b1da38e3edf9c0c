"""PREMIS.xml (version 3.0): the package or the files of its representation, how each was fixed, who made it, when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chidao.archive.package.plan import REPRESENTATION, SOFTWARE, Entry, PackagePlan
from chidao.archive.package.tree import PREMIS, XSI, Element, Maker, document, grown, in_namespace

LOCATION: Final = "http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd"
LOCAL: Final = "local"
MAKER_ID: Final = "chidao"
_p: Final = Maker(PREMIS, {"premis": PREMIS, "xsi": XSI})
_TYPE: Final = in_namespace(XSI, "type")


def package_premis(plan: PackagePlan) -> bytes:
    """Return PREMIS.xml of the root: the package as one entity, made of its representation by this program."""
    whole = _p(
        "object", {_TYPE: "premis:intellectualEntity"}, _identifier("object", plan.name),
        _relation("structural", "has part", f"{plan.name}/{REPRESENTATION}"),
    )  # fmt: skip
    return _document(plan, [whole], plan.name)


def representation_premis(plan: PackagePlan, entries: Sequence[Entry]) -> bytes:
    """Return PREMIS.xml of the representation: each file with its size, format and SHA-256."""
    name = f"{plan.name}/{REPRESENTATION}"
    whole = _p(
        "object", {_TYPE: "premis:representation"}, _identifier("object", name),
        _relation("structural", "is part of", plan.name),
    )  # fmt: skip
    return _document(plan, [whole, *(_file(each, name) for each in entries)], name)


def _file(entry: Entry, whole: str) -> Element:
    fixity = _p(
        "fixity", {}, _p("messageDigestAlgorithm", {}, "SHA-256"), _p("messageDigest", {}, entry.sha256),
        _p("messageDigestOriginator", {}, SOFTWARE),
    )  # fmt: skip
    named = _p("formatDesignation", {}, _p("formatName", {}, entry.format_name or entry.media_type))
    characteristics = _p(
        "objectCharacteristics", {}, _p("compositionLevel", {}, "0"), fixity, _p("size", {}, str(entry.size)),
        _p("format", {}, named),
    )  # fmt: skip
    return _p(
        "object", {_TYPE: "premis:file"}, _identifier("object", entry.path), characteristics,
        _p("originalName", {}, entry.original_name or entry.path.rpartition("/")[2]),
        _relation("structural", "is part of", whole),
    )  # fmt: skip


def _document(plan: PackagePlan, objects: Sequence[Element], about: str) -> bytes:
    event = _p(
        "event", {}, _identifier("event", f"{about}#creation"), _p("eventType", {}, "information package creation"),
        _p("eventDateTime", {}, plan.stamp),
        _p("eventOutcomeInformation", {}, _p("eventOutcome", {}, "success")),
        _linked("Agent", MAKER_ID), _linked("Object", about),
    )  # fmt: skip
    agent = _p(
        "agent", {}, _identifier("agent", MAKER_ID), _p("agentName", {}, SOFTWARE), _p("agentType", {}, "software"),
        _p("agentVersion", {}, plan.version),
    )  # fmt: skip
    root = _p("premis", {"version": "3.0", in_namespace(XSI, "schemaLocation"): LOCATION})
    return document(grown(root, [*objects, event, agent]))


def _identifier(of: str, value: str) -> Element:
    return _p(f"{of}Identifier", {}, _p(f"{of}IdentifierType", {}, LOCAL), _p(f"{of}IdentifierValue", {}, value))


def _linked(what: str, value: str) -> Element:
    return _p(
        f"linking{what}Identifier", {}, _p(f"linking{what}IdentifierType", {}, LOCAL),
        _p(f"linking{what}IdentifierValue", {}, value),
    )  # fmt: skip


def _relation(kind: str, sub: str, value: str) -> Element:
    related = _p(
        "relatedObjectIdentifier", {}, _p("relatedObjectIdentifierType", {}, LOCAL),
        _p("relatedObjectIdentifierValue", {}, value),
    )  # fmt: skip
    return _p("relationship", {}, _p("relationshipType", {}, kind), _p("relationshipSubType", {}, sub), related)
