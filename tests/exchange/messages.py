"""Messages of the national format for tests: any that may be written, and one with every part."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any, Final

from hypothesis import strategies as st

from chidao.exchange.edxml.model import (
    Attached,
    Business,
    Code,
    DocumentChange,
    DocumentMessage,
    DocumentType,
    Header,
    Organ,
    Other,
    Promulgation,
    Receiver,
    Replacement,
    ResponseFor,
    Signer,
    Staff,
    StatusMessage,
    Trace,
    TraceList,
)
from chidao.kernel.days import VIET_NAM
from chidao.kernel.vietnamese import nfc

LETTERS: Final = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
WORDS: Final = st.text(LETTERS, min_size=1, max_size=12).map(lambda each: nfc(each).strip()).filter(bool)
SOME: Final = st.one_of(st.just(""), WORDS)
DAYS: Final = st.dates(date(1900, 1, 1), date(2199, 12, 31))
FIRST: Final = datetime.fromisoformat("1980-01-01T00:00:00")
INSTANTS: Final = st.datetimes(timezones=st.just(VIET_NAM), min_value=FIRST, max_value=FIRST.replace(year=2100)).map(
    lambda each: each.replace(microsecond=0)
)
CODES: Final = st.one_of(
    st.from_regex(r"[A-Y][0-9]{2}(\.[0-9A-Z]{1,5}){0,3}", fullmatch=True), st.just("000.00.00.H41")
)
NUMBERS: Final = st.integers(0, 999_999)
NAMES: Final = st.from_regex(r"[A-Za-zĐđơư0-9 _-]{1,20}\.(pdf|docx|xlsx)", fullmatch=True).filter(
    lambda each: each == each.strip()
)


def valued(kind: Any, /, **needed: Any) -> st.SearchStrategy[Any]:
    """Return values of a kind: words and numbers for its plain fields, what is named for the others."""
    hints: dict[str, Any] = {"str": SOME, "int": NUMBERS, "date | None": st.none() | DAYS}
    plain = {each.name: hints[each.type] for each in dataclasses.fields(kind) if each.type in hints}
    return st.builds(kind, **plain | needed)


ORGANS: Final = valued(Organ, organ_id=CODES, name=WORDS)
RESPONSES: Final = valued(ResponseFor, document_id=WORDS)
CHANGES: Final = valued(DocumentChange, receivers=st.tuples(valued(Receiver)))
HEADERS: Final = valued(
    Header,
    sender=ORGANS,
    to=st.lists(ORGANS, min_size=1, max_size=3).map(tuple),
    document_id=WORDS,
    code=st.builds(Code, number=st.from_regex(r"[0-9]{1,4}[a-z]?", fullmatch=True), notation=WORDS),
    promulgation=st.builds(Promulgation, place=SOME, on=DAYS),
    document_type=valued(DocumentType, name=WORDS),
    subject=WORDS,
    signer=valued(Signer),
    other=valued(Other, appendixes=st.lists(WORDS, max_size=3).map(tuple)),
    response_for=st.lists(RESPONSES, max_size=3).map(tuple),
    to_places=st.lists(WORDS, max_size=3).map(tuple),
)
REPLACEMENTS: Final = st.builds(Replacement, document_id=WORDS, organ_ids=st.lists(CODES, max_size=3).map(tuple))
TRACES: Final = st.builds(
    TraceList,
    traces=st.lists(st.builds(Trace, organ_id=CODES, at=INSTANTS), min_size=1, max_size=3).map(tuple),
    business=valued(
        Business,
        kind=st.integers(0, 3),
        reason=WORDS,
        change=st.none() | CHANGES,
        replacements=st.lists(REPLACEMENTS, min_size=1, max_size=3).map(tuple),
        staff=valued(Staff),
    ),
)
FILES: Final = st.lists(
    st.builds(Attached, name=NAMES, content_type=st.just("application/pdf"), description=SOME,
              content_id=st.uuids().map(str), data=st.binary(min_size=1, max_size=300)),
    max_size=2, unique_by=lambda each: each.content_id,
)  # fmt: skip
DOCUMENTS: Final = st.builds(DocumentMessage, header=HEADERS, traces=TRACES, attachments=FILES.map(tuple))
STATUSES: Final = valued(
    StatusMessage, response_for=RESPONSES, sender=ORGANS, code=st.sampled_from(["01", "02", "13", "16"]), at=INSTANTS,
    staff=valued(Staff),
)  # fmt: skip


def sample() -> DocumentMessage:
    """Return a message with every part."""
    header = Header(
        sender=Organ(organ_id="H24.05", name="Ban chỉ đạo", in_charge="UBND"),
        to=(Organ(organ_id="H41", name="Nơi nhận"), Organ(organ_id="000.00.00.H57", name="Nơi nữa")),
        document_id="H24.05,2020/03/25,05/TB-BCĐ",
        code=Code(number="05", notation="TB-BCĐ"),
        promulgation=Promulgation(place="Nơi ấy", on=date(2020, 3, 25)),
        document_type=DocumentType(number=2, name="Thông báo"),
        subject="Kết luận phiên họp",
        signer=Signer(competence="TM.", position="Chánh ban", full_name="Người ký"),
        other=Other(priority=1, pages=3),
        to_places=("Như trên",),
    )
    traces = TraceList(traces=(Trace(organ_id="H24.05", at=datetime(2020, 3, 25, 8, 1, 2, tzinfo=VIET_NAM)),))
    files = (Attached(name="05-TB-BCĐ.pdf", content_id="a1", data=b"%PDF-1.4\n"),)
    return DocumentMessage(header=header, traces=traces, attachments=files)
