"""Acts on instruments: entering a paper with its links and its provisions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.instruments.charter import Charter, Clause, InstrumentRef
from chidao.instruments.charter_rules import full_date
from chidao.instruments.models import Instrument, Link, Provision
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason
from chidao.kernel.partial_dates import PartialDate
from chidao.kernel.symbols import NO_ALIASES, AliasTable, parse_symbol, same_symbol
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY

LINKS = {
    "replaces": Text("thay thế", "replaces"),
    "amends": Text("sửa đổi", "amends"),
    "supplements": Text("bổ sung", "supplements"),
    "repeals": Text("bãi bỏ", "repeals"),
    "based_on": Text("căn cứ", "rests on"),
    "reconstitutes": Text("kiện toàn theo", "re-constitutes under"),
    "renames": Text("đổi tên theo", "renames under"),
    "concerns": Text("liên quan", "concerns"),
}
ENDING = frozenset({"replaces", "repeals"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTo:
    """What a paper does to another, named by its symbol ("2831/QĐ-BCĐ")."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterInstrument:
    """A paper entered into the system; what is not known of it stays empty."""

    body: str = asked(*BODY)
    kind: str = asked("Loại", "Kind", "choice", choices=FACETS["instrument"])
    symbol: str = asked("Số, ký hiệu", "Number and symbol", hint=Text("ví dụ 12/QĐ-UBND", "for example 12/QĐ-UBND"))
    title: str = asked("Trích yếu", "Subject", default="")
    issuer: str = asked("Cơ quan ban hành", "Issuer", default="")
    signed: str = asked("Ngày ký (biết đến đâu ghi đến đó)", "Signed (as far as known)", default="")
    effective_from: date | None = asked("Có hiệu lực từ ngày", "In force from", "date", default=None)
    signer_post: str = asked("Chức vụ người ký", "Post of the signer", default="")
    known: bool = asked("Có văn bản", "The paper itself is held", "yes", default=True)
    links: tuple[LinkTo, ...] = asked("Liên kết", "Links", "links", default=())
    file: str = asked("Bản quét", "Scan", "file", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkInstruments:
    """A link between two papers, found later."""

    body: str = asked(*BODY)
    instrument: int = asked("Văn bản", "Instrument", "instrument")
    kind: str = asked("Quan hệ", "Relation", "choice", choices=LINKS)
    target: str = asked("Số, ký hiệu văn bản kia", "Symbol of the other")


def instrument_named(pk: int, body: str) -> Instrument:
    """Return an instrument of a body. Raises NotFound."""
    row: Instrument | None = Instrument.objects.filter(pk=pk, body=body).first()
    if row is None:
        says = Text("Không có văn bản số {pk}.", "There is no instrument number {pk}.").filled(pk=pk)
        raise NotFound(Reason(code="not_found", says=says, field="instrument"))
    return row


def by_symbol(body: str, written: str, aliases: AliasTable | None = None) -> Instrument | None:
    """Return the body's instrument that a symbol means, aliases of the symbol understood."""
    try:
        wanted = parse_symbol(written)
    except BadInput:
        return None
    known = Instrument.objects.filter(body=body).exclude(number="").exclude(source="incoming")
    for row in known.defer("charter").order_by("id"):
        if same_symbol(parse_symbol(row.label), wanted, aliases or NO_ALIASES):
            return row  # type: ignore[no-any-return]
    return None


def enter_paper(doing: Doing, given: EnterInstrument) -> Instrument:
    """Insert an instrument and its links; one that it replaces or repeals ends the day this takes effect."""
    number, symbol = _split(given.symbol)
    if known := by_symbol(given.body, given.symbol):
        return _completed(doing, known, given)
    signed = PartialDate.parse(given.signed, field="signed") if given.signed else None
    row = doing.add(
        Instrument(
            body=given.body,
            kind=given.kind,
            number=number,
            symbol=symbol,
            title=same(given.title).as_data(),
            issuer=given.issuer,
            signer_post=given.signer_post,
            signed=signed.as_iso() if signed else "",
            signed_on=signed.exact if signed else None,
            effective_from=given.effective_from,
            recorded_at=doing.now,
            known=given.known,
            file_sha256=given.file,
            folded=fold(f"{given.symbol} {given.title}"),
        )
    )
    link_all(doing, row, given.links)
    _meet_earlier_links(doing, row)
    _succeed(doing, row)
    return row


def enter_charter(
    doing: Doing, body: str, charter: Charter, raw: bytes, *, official: Mapping[str, str] | None = None, file: str = ""
) -> Instrument:
    """Insert the instrument of a charter with its exact bytes, its provisions and its links.

    `official` are the text's own words by clause id, `file` the SHA-256 of the text.
    """
    ref, words = charter.instrument, official or {}
    made = _instrument_of(charter, ref, body, raw, doing.now)
    made.file_sha256 = file
    row = doing.add(made)
    doing.add_all(
        [_provision(row, place, clause, words.get(clause.id, "")) for place, clause in enumerate(charter.clauses, 1)]
    )
    targets = [LinkTo(kind="replaces", target=target) for target in ref.replaces]
    targets += [LinkTo(kind="based_on", target=target) for target in ref.bases]
    link_all(doing, row, targets)
    _meet_earlier_links(doing, row)
    return row


def link_all(doing: Doing, row: Instrument, links: Iterable[LinkTo]) -> None:
    """Insert links; what is replaced or repealed is no longer in force from the day `row` takes effect."""
    for link in links:
        target = by_symbol(row.body, link.target)
        doing.add(Link(instrument=row, kind=link.kind, target=target, target_text=link.target))
        if target and link.kind in ENDING and row.effective_from and target.effective_until is None:
            end_instrument(doing, target, row.effective_from)


def _meet_earlier_links(doing: Doing, row: Instrument) -> None:
    """Papers entered before may name this one by its symbol: they now lead to it, and end it where they said so."""
    waiting = Link.objects.filter(instrument__body=row.body, target=None).exclude(target_text="")
    for link in waiting.select_related("instrument").defer("instrument__charter"):
        if not _means(link.target_text, row):
            continue
        doing.change(link, target=row)
        ends_on = link.instrument.effective_from
        if link.kind in ENDING and ends_on and row.effective_until is None and _began_before(row, ends_on):
            end_instrument(doing, row, ends_on)


def _succeed(doing: Doing, row: Instrument) -> None:
    """A body works by one regulation at a time: a later one ends the one before, though no source says "replaces".

    No link is written for it: the chain shows the succession as not known from a text.
    """
    if row.kind != "regulation" or row.effective_from is None:
        return
    running = Instrument.objects.filter(body=row.body, kind="regulation", effective_until=None).exclude(pk=row.pk)
    for former in running.filter(effective_from__lt=row.effective_from).defer("charter"):
        end_instrument(doing, former, row.effective_from)


def _means(written: str, row: Instrument) -> bool:
    try:
        return bool(row.number) and same_symbol(parse_symbol(written), parse_symbol(row.label))
    except BadInput:
        return False


def _began_before(row: Instrument, day: date) -> bool:
    # A paper of which no day of effect is known was in force at least until it was replaced.
    return row.effective_from is None or row.effective_from < day


def end_instrument(doing: Doing, row: Instrument, until: date) -> None:
    """End an instrument, and the installation instruments that stand beside it."""
    doing.change(row, effective_until=until)
    if row.charter_id:
        beside = Instrument.objects.filter(body=row.body, source="installation", complements=row.charter_id)
        for each in beside.filter(effective_until=None):
            doing.change(each, effective_until=until)


def _completed(doing: Doing, known: Instrument, given: EnterInstrument) -> Instrument:
    """A paper so far known by its symbol only is now known better; one that is held already is a conflict."""
    if known.known:
        says = Text("Văn bản {symbol} đã có trong hệ thống.", "{symbol} is in the system already.")
        raise Conflict(Reason(code="instrument_exists", says=says.filled(symbol=given.symbol), field="symbol"))
    signed = PartialDate.parse(given.signed, field="signed") if given.signed else None
    doing.change(
        known,
        kind=given.kind,
        title=same(given.title).as_data(),
        issuer=given.issuer,
        signer_post=given.signer_post,
        signed=signed.as_iso() if signed else known.signed,
        signed_on=signed.exact if signed else known.signed_on,
        effective_from=given.effective_from or known.effective_from,
        known=given.known,
        file_sha256=given.file,
        folded=fold(f"{given.symbol} {given.title}"),
    )
    link_all(doing, known, given.links)
    return known


def _split(written: str) -> tuple[str, str]:
    number, _, symbol = written.strip().partition("/")
    return (number.strip(), symbol.strip()) if symbol else ("", written.strip())


def _instrument_of(charter: Charter, ref: InstrumentRef, body: str, raw: bytes, now: datetime) -> Instrument:
    symbol = f"{ref.number}/{ref.symbol}" if ref.number else (ref.symbol or "")
    return Instrument(
        body=body,
        kind="installation" if charter.source == "installation" else ref.kind,
        number=ref.number or "",
        symbol=ref.symbol or "",
        title=ref.title.as_data(),
        issuer=ref.issuer,
        signer_post=ref.signer_post or "",
        signer_name=ref.signer_name or "",
        signed=ref.signed_on or "",
        signed_on=full_date(ref.signed_on),
        effective_from=full_date(ref.effective_on),
        effective_until=full_date(ref.effective_until),
        recorded_at=now,
        source=charter.source,
        charter_id=charter.id,
        complements=charter.complements or "",
        charter=raw,
        charter_sha256=hashlib.sha256(raw).hexdigest(),
        folded=fold(f"{symbol} {ref.title.vi}"),
    )


def _provision(row: Instrument, place: int, clause: Clause, official: str) -> Provision:
    return Provision(
        instrument=row,
        ordinal=place,
        clause_id=clause.id,
        label=clause.label,
        cite=clause.cite,
        chapter=clause.chapter or "",
        kind=clause.kind,
        summary=clause.summary.as_data(),
        official_text=official,
    )


def _about_paper(given: EnterInstrument, at: datetime) -> Matter:
    return Matter(body=given.body, says=same(given.symbol), facets={"instrument": given.kind})


def _about_link(given: LinkInstruments, at: datetime) -> Matter:
    row = instrument_named(given.instrument, given.body)
    return Matter(body=given.body, says=same(row.label), facets={"instrument": row.kind})


@act(
    "enter_instrument",
    ("Nhập văn bản", "Enter an instrument"),
    ("Nhập văn bản {what}", "Instrument {what} entered"),
    given=EnterInstrument,
    about=_about_paper,
)
def enter_instrument(doing: Doing, given: EnterInstrument) -> Mapping[str, object]:
    """Enter a paper, one from before the system too, with its own number and date."""
    return {"instrument": enter_paper(doing, given).pk}


@act(
    "link_instruments",
    ("Nối hai văn bản", "Link two instruments"),
    ("Nối văn bản {what} với {target}", "{what} linked to {target}"),
    given=LinkInstruments,
    about=_about_link,
)
def link_instruments(doing: Doing, given: LinkInstruments) -> Mapping[str, object]:
    """Record what one paper does to another."""
    row = instrument_named(given.instrument, given.body)
    link_all(doing, row, [LinkTo(kind=given.kind, target=given.target)])
    return {"instrument": row.pk, "say": {"target": given.target}}
