"""The `meta` block of an Akoma Ntoso document (PURE): what it is, who made it, what it does to others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from chidao.kernel.vietnamese import slug
from chidao.reading.akoma.identity import address_of, address_of_reference, day_of, number_of, portion_of
from chidao.reading.akoma.inline import element
from chidao.reading.akoma.marking import reference_attributes
from chidao.reading.akoma.terms import LANGUAGE, OWN, UNKNOWN_DATE, clean
from chidao.reading.tree import Law, Link, Part, Span

SOURCE: Final = "#chidao"
MODIFICATIONS: Final = {
    "replaces": ("textualMod", "replacement"),
    "repeals": ("textualMod", "repeal"),
    "ends": ("forceMod", "endOfEnactment"),
    "amends": ("textualMod", "substitution"),
}
"""What Akoma Ntoso calls what a text does to another."""


class MetaWriter:
    """Writes the metadata of a document and of what is attached to it; `made_on` is the day of writing, if known."""

    def __init__(self, law: Law, made_on: str | None, places: Mapping[Span, str]) -> None:
        self.law, self.document = law, law.document
        self.made_on, self.places = made_on, places
        self.by = "#issuer" if law.document.issuer else SOURCE

    def main(self, meta: Any) -> None:
        """Write the metadata of the main document."""
        document = self.document
        names = {"kind": document.kind or "", "number": number_of(document), "title": document.title or ""}
        self._identification(meta, "main", names)
        self._lifecycle(meta)
        self._analysis(meta)
        self._temporal_data(meta)
        self._references(meta)
        self._notes(meta)

    def attached(self, meta: Any, part: Part, component: str) -> None:
        """Write the metadata of a part that has a document of its own."""
        self._identification(meta, component, {"kind": part.kind, "number": part.label, "title": part.title})

    # --- identification ---

    def _identification(self, meta: Any, component: str, names: Mapping[str, str]) -> None:
        address = address_of(self.document, component)
        block = element(meta, "identification", source=SOURCE)
        work = element(block, "FRBRWork")
        self._uris(work, address.work_uri(), address.work_uri(work_component=False))
        if names["title"]:
            element(work, "FRBRalias", name="title", value=names["title"])
        self._work_date(work)
        element(work, "FRBRauthor", href=self.by)
        element(work, "FRBRcountry", value=address.country)
        if address.subtype:
            element(work, "FRBRsubtype", value=address.subtype)
        for tag, name in (("FRBRnumber", "number"), ("FRBRname", "kind")):
            if names[name]:
                element(work, tag, value=names[name])
        expression = element(block, "FRBRExpression")
        self._uris(expression, address.expression_uri(), address.expression_uri(work_component=False))
        self._work_date(expression)
        element(expression, "FRBRauthor", href=SOURCE)
        element(expression, "FRBRlanguage", language=LANGUAGE)
        self._manifestation(block, address)

    def _manifestation(self, block: Any, address: Any) -> None:
        manifestation = element(block, "FRBRManifestation")
        self._uris(manifestation, address.manifestation_uri(), address.manifestation_uri(work_component=False))
        element(
            manifestation, "FRBRdate", date=self.made_on or UNKNOWN_DATE, name="written" if self.made_on else "unknown"
        )
        element(manifestation, "FRBRauthor", href=SOURCE)
        element(manifestation, "FRBRformat", value="application/akn+xml")

    def _uris(self, parent: Any, this: str, uri: str) -> None:
        element(parent, "FRBRthis", value=this)
        element(parent, "FRBRuri", value=uri)

    def _work_date(self, parent: Any) -> None:
        """Write the day of the document; where it is not known in full, say so, and say what of it is."""
        known = self.document.dated_on
        exact = known is not None and known.exact is not None
        date = element(parent, "FRBRdate", date=day_of(known), name="issued" if exact else "unknown")
        if known and not exact:
            date.set(f"{{{OWN}}}known", known.as_iso())

    # --- life and effects ---

    def _lifecycle(self, meta: Any) -> None:
        effect, issued = self.law.effect, self.document.issued_on
        force = day_of(effect.on) if effect else UNKNOWN_DATE
        if not issued and force == UNKNOWN_DATE:
            return
        block = element(meta, "lifecycle", source=SOURCE)
        if issued:
            element(block, "eventRef", eId="event_issued", date=issued, type="generation", source=self.by)
        if force != UNKNOWN_DATE:
            element(block, "eventRef", eId="event_force", date=force, source=self.by, refersTo="#entry_into_force")

    def _analysis(self, meta: Any) -> None:
        if not self.law.links and not self.law.effect:
            return
        active = element(element(meta, "analysis", source=SOURCE), "activeModifications")
        for count, link in enumerate(self.law.links, 1):
            self._link(active, link, count)
        if self.law.effect:
            self._force(active)

    def _link(self, active: Any, link: Link, count: int) -> None:
        tag, kind = MODIFICATIONS[link.relation]
        change = element(active, tag, eId=f"mod_{count}", type=kind)
        element(change, "source", href=self._place(link.reference.span))
        address = address_of_reference(link.reference)
        for citation in link.reference.citations or (None,):
            portion = portion_of(citation) if citation else ""
            target = element(change, "destination", href=f"{address}/~{portion}" if portion else address)
            for name, value in reference_attributes(link.reference).items():
                if name != "href":
                    target.set(name, value)

    def _place(self, span: Span) -> str:
        """Return where the text says a thing: the element around the words, the document where there is none."""
        eid = self.places.get(span)
        return f"#{eid}" if eid else str(address_of(self.document).work_uri(work_component=False))

    def _force(self, active: Any) -> None:
        effect = self.law.effect
        assert effect is not None
        change = element(active, "forceMod", eId="mod_force", type="entryIntoForce")
        if effect.from_signing:
            change.set("refersTo", "#from_signing")
        element(change, "source", href=self._place(effect.span))
        element(change, "destination", href=address_of(self.document).work_uri(work_component=False))
        if day_of(effect.on) != UNKNOWN_DATE:
            element(change, "force", period="#period_force")
        elif effect.on:
            change.set(f"{{{OWN}}}known", effect.on.as_iso())

    def _temporal_data(self, meta: Any) -> None:
        effect = self.law.effect
        if effect and day_of(effect.on) != UNKNOWN_DATE:
            group = element(element(meta, "temporalData", source=SOURCE), "temporalGroup", eId="period_force")
            element(group, "timeInterval", start="#event_force", refersTo="#entry_into_force")

    # --- references and notes ---

    def _references(self, meta: Any) -> None:
        block = element(meta, "references", source=SOURCE)
        self._named(block, "TLCOrganization", "chidao", "Chỉ Đạo")
        document, signer = self.document, self.document.signer
        self._named(block, "TLCOrganization", "issuer", document.issuer)
        self._named(block, "TLCOrganization", "parent", document.parent)
        self._named(block, "TLCOrganization", "authority", document.authority)
        self._named(block, "TLCLocation", "place", document.place)
        if signer:
            for count, form in enumerate(signer.forms, 1):
                self._named(block, "TLCConcept", f"form_{count}", form)
            self._named(block, "TLCRole", "signed_for", signer.for_whom)
            for count, post in enumerate(signer.posts, 1):
                self._named(block, "TLCRole", f"post_{count}", post)
            self._named(block, "TLCPerson", "signer", signer.name)
        for count, recipient in enumerate(self.law.recipients, 1):
            self._named(block, "TLCOrganization", f"recipient_{count}", recipient)
        if self.law.effect:
            self._named(block, "TLCConcept", "entry_into_force", "có hiệu lực")
            self._named(block, "TLCConcept", "from_signing", "kể từ ngày ký" if self.law.effect.from_signing else "")

    def _named(self, block: Any, tag: str, eid: str, name: str | None) -> None:
        if name:
            kind = tag.removeprefix("TLC").lower()
            element(block, tag, eId=eid, href=f"/akn/ontology/{kind}/vn/{slug(name) or eid}", showAs=name)

    def _notes(self, meta: Any) -> None:
        if not self.law.problems:
            return
        block = element(meta, "notes", source=SOURCE)
        for count, problem in enumerate(self.law.problems, 1):
            note = element(block, "note", eId=f"note_{count}", **{"class": problem.code})
            for language, words in (("vi", problem.says.vi), ("en", problem.says.en)):
                said = element(note, "p")
                said.set("{http://www.w3.org/XML/1998/namespace}lang", language)
                said.text = clean(words)
