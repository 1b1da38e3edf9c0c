"""Charters to install beside: hand-made small ones, drafts of texts, and the shipped ones with parts taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, Final

import yaml
from hypothesis import strategies as st

from chidao.data.charter_files import shipped_charter
from chidao.data.reading import draft_rules, installing_rules, norm_words
from chidao.instruments.charter import Charter
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import check_together
from chidao.instruments.vocabulary import FACETS
from chidao.onboarding.rules.installing import install, questions_for, settled
from chidao.onboarding.rules.state import Question
from chidao.reading.charter_draft import draft_charter
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law
from tests.instruments.charters import KNOWN_ACTS, charter_without, written

Data = dict[str, Any]
RULES: Final = installing_rules()
SHARED: Final = Path(__file__).parents[3] / "shared"
SHIPPED: Final = ("HP20", "HP22", "TH", "TTH", "NA")


def words(vi: str) -> Data:
    return {"vi": vi, "en": vi}


def small(name: str = "Ban Chỉ đạo chuyển đổi số xã Bình Minh", **sections: Any) -> Data:
    """Return a charter with one clause; its committee has a chair and nothing else, unless sections say otherwise."""
    roles = sections.pop("roles", [("chair", "committee", "Trưởng ban")])
    units = sections.pop("units", [("committee", "committee")])
    return {
        "id": "small",
        "body": "small",
        "source": "original",
        "name": words(name),
        "short_name": words(name),
        "instrument": {
            "number": "5", "symbol": "QĐ-UBND", "kind": "decision", "title": words("Thành lập Ban"),
            "issuer": "UBND xã Bình Minh", "signed_on": "2026-01-15", "effective_on": "2026-01-15",
        },
        "clauses": [
            {
                "id": "small-1", "label": "Đ1", "cite": "Điều 1", "kind": "constitutes", "who": "COMMITTEE",
                "summary": words("Thành lập Ban."),
            }
        ],
        "units": [{"id": id_, "kind": kind, "name": words(id_), "clause": "small-1"} for id_, kind in units],
        "roles": [
            {"id": id_, "unit": unit, "rank": rank, "title": words(title), "bears": [], "clause": "small-1"}
            for rank, (id_, unit, title) in enumerate(roles, start=1)
        ],
    } | sections  # fmt: skip


def entry(**fields: Any) -> Data:
    """Return an entry of a small charter."""
    return {**fields, "clause": "small-1"}


def drafted(text: str) -> tuple[Data, tuple[str, ...]]:
    """Return the charter drafted from a text, and what the text does not say."""
    law = read_law(text)
    draft = draft_charter(law, find_norms(law, norm_words()), norm_words(), draft_rules())
    return draft.charter, draft.missing


def shipped_data(charter: str) -> Data:
    found: Data = yaml.safe_load(shipped_charter(charter))
    return found


@st.composite
def thinned(draw: st.DrawFn) -> Data:
    """Return a shipped charter of which some clauses, and all that they make, are gone."""
    raw = shipped_charter(draw(st.sampled_from(SHIPPED)))
    clauses = [clause["id"] for clause in yaml.safe_load(raw)["clauses"]]
    for clause in draw(st.lists(st.sampled_from(clauses), max_size=8, unique=True)):
        raw = charter_without(raw, clause, also=draw(st.sampled_from(((), ("roles",)))))
    found: Data = yaml.safe_load(raw)
    return found


def a_good_answer(question: Question) -> st.SearchStrategy[str]:
    """Return answers that a question takes."""
    given = {
        "yes": st.sampled_from(["yes", "no"]),
        "date": st.dates(date(2020, 1, 1), date(2027, 1, 1)).map(date.isoformat),
        "number": st.integers(question.least or 0, question.most or 100).map(str),
        "choice": st.sampled_from([value for value, _ in question.choices] or ["-"]),
        "choices": st.lists(
            st.sampled_from([value for value, _ in question.choices] or ["-"]), min_size=1, max_size=1
        ).map(",".join),
        "lines": st.lists(_POSTS, min_size=1, max_size=4).map("\n".join),
        "text": _POSTS,
    }[question.kind]
    formed = {
        "code": st.from_regex(r"[A-Z][A-Z0-9-]{1,12}", fullmatch=True),
        "days": st.lists(st.integers(0, 60).map(str), min_size=1, max_size=4, unique=True).map(", ".join),
        "series": st.sampled_from(["QĐ: QĐ-BCĐ\nTB: TB-BCĐ", "GM : GM-X", "-"]),
    }  # fmt: skip
    return st.just("") | formed.get(question.form, given)


_POSTS: Final = st.sampled_from(
    [
        "Giám đốc Sở Nội vụ", "Lãnh đạo Sở Tài chính", "Chủ tịch UBND xã Bình Minh", "Trưởng phòng Văn hóa - Xã hội",
        "Người giữ ghế", "Bà A | Công ty Viễn thông Bình Minh", "Sở Nội vụ", "UBND xã Bình Minh",
        "Chánh Văn phòng HĐND và UBND xã", "{chair} %s {}", "Ghế “một”: hai", "0",
    ]
)  # fmt: skip


@st.composite
def answered(draw: st.DrawFn, charter: Data) -> dict[str, str]:
    """Return answers to some of a charter's questions."""
    asked = questions_for(charter, (), {}, RULES)
    chosen = [question for question in asked if draw(st.booleans())]
    return {question.id: draw(a_good_answer(question)) for question in chosen}


def together(first: Charter, beside: Data) -> Charter:
    """Return an installation read by the program's own reader beside its charter; every fault between them raises."""
    second = read_charter(written(beside), known_acts=KNOWN_ACTS, beside=first)
    faults = check_together((first, second), known_acts=KNOWN_ACTS)
    assert not faults, [fault.as_data() for fault in faults]
    assert second.complements == first.id
    return second


def installed(charter: Data, answers: Mapping[str, str], missing: tuple[str, ...] = ()) -> tuple[Data, Data]:
    """Return a charter as it is adopted, and what is installed beside it."""
    ready = settled(charter, missing, answers, RULES)
    beside = install(ready, answers, RULES)
    together(read_charter(written(ready), known_acts=KNOWN_ACTS), beside)
    return ready, beside


RESERVED: Final = {
    "convene_meeting": ("meeting", "unit"), "reschedule_meeting": ("meeting", "unit"),
    "cancel_meeting": ("meeting", "unit"), "close_meeting": ("meeting", "unit"),
    "issue_conclusion_notice": ("meeting", "unit"), "approve_invitation_list": ("meeting", "unit"),
    "dispose_conclusion_without_task": ("meeting", "unit"), "decide_matter": ("matter",),
    "give_direction": (), "extend_deadline": (), "urge_agency": (), "accept_completion": (), "return_completion": (),
    "issue_document": ("document",), "issue_report": ("report", "unit"), "return_report": ("report", "unit"),
    "demand_report": (), "answer_nomination": (), "request_replacement": (), "organise_sub_group": (),
    "assign_member_duty": (), "requisition_member": (), "admit_expert": (), "assign_field": (),
    "decide_regulation_question": (),
}  # fmt: skip
"""Acts that decide for others, with the facets of what they are done to: what a text gives of them is its holders'."""


def granted(charter: Charter, act: str) -> set[tuple[str, ...]]:
    """Return the cells of an act's facets that a charter gives to anybody."""
    facets = RESERVED[act]
    given = [power.only for power in charter.powers if power.act == act]
    cells = product(*(FACETS[facet] for facet in facets))
    return {cell for cell in cells if any(_fits(only, dict(zip(facets, cell, strict=True))) for only in given)}


def _fits(only: Mapping[str, tuple[str, ...]], cell: Mapping[str, str]) -> bool:
    return all(cell.get(facet) in values for facet, values in only.items())
