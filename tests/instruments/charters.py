"""Charters for tests: those that ship, one with a clause taken away, and generated ones of committees nobody has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final

import yaml
from hypothesis import strategies as st

from chidao.data.charter_files import shipped_charter, shipped_charter_ids
from chidao.instruments import vocabulary
from chidao.instruments.charter import Charter, Regulation
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import REFERENCES, regulation_of

Data = dict[str, Any]

KNOWN_ACTS: Final = frozenset(
    """
    found_body adopt_charter enter_instrument link_instruments register_agency rename_agency register_post
    register_person open_account issue_sign_in_link issue_personal_key revoke_personal_key appoint_to_post
    end_appointment confer_seat end_tenure rename_body record_absence end_absence delegate_power revoke_delegation
    convene_meeting reschedule_meeting cancel_meeting propose_invitations approve_invitation_list reply_invitation
    record_attendance close_meeting draft_conclusion issue_conclusion_notice dispose_conclusion_without_task assign_task
    import_tasks give_direction name_accountable_person report_progress ask_coordination answer_coordination
    propose_completion accept_completion return_completion extend_deadline urge_agency remind_task log_contact
    submit_matter give_opinion decide_matter publish_document void_number enter_outside_document file_document
    correct_clerical_error issue_document nominate_member answer_nomination request_replacement organise_sub_group
    end_sub_group assign_member_duty requisition_member end_requisition admit_expert name_focal_unit end_focal_unit
    assign_field end_field record_succession submit_regulation_question decide_regulation_question hand_over_tasks
    report_result issue_report_form demand_report submit_agency_report return_agency_report draft_report revise_report
    submit_report return_report issue_report send_digest choose_digest
    submit_draft agree_draft return_draft withdraw_draft approve_draft ask_draft_opinion give_draft_opinion
    lay_template withdraw_template register_incoming present_incoming direct_incoming answer_incoming
    settle_incoming sign_document seal_document keep_signature_image set_document_access withdraw_publication
    deliver_document deliver_instrument acknowledge_delivery recall_document replace_document review_basis
    register_organ_code export_document import_message send_status open_dossier file_in_dossier take_from_dossier
    close_dossier hand_over_dossiers
    """.split()
)

# What constitutes the body stays when a clause's effect is taken away; only what the clause makes happen goes.
CONSTITUTING: Final = frozenset({"clauses", "agencies", "units", "roles"})
# Lists of names that an entry can do without.
MAY_BE_EMPTY: Final = frozenset({"partners", "answers_to"})


class _Plain(yaml.SafeDumper):
    """Writes YAML without anchors: a charter may have none."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(data: Mapping[str, Any]) -> bytes:
    """Return data as the bytes of a charter file."""
    return yaml.dump(dict(data), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120).encode()


def shipped(charter_id: str) -> Charter:
    """Return a charter that ships, read beside the charter it complements."""
    original = charter_id.removesuffix("-inst")
    beside = shipped(original) if original != charter_id else None
    return read_charter(shipped_charter(charter_id), known_acts=KNOWN_ACTS, beside=beside)


def shipped_regulation(body: str, on: date) -> Regulation:
    """Return what the shipped charters of a body have in force on a day."""
    return regulation_of([each for each in map(shipped, shipped_charter_ids()) if each.body == body], on)


def charter_without(raw: bytes, clause_id: str, *, also: Collection[str] = (), beside: bytes | None = None) -> bytes:
    """Return the charter with every entry that cites a clause dropped, and what then names nothing; the clause stays.

    Agencies, units and roles stay too, though they cite the clause, unless their section is named in `also`: without
    a role there is nobody left to refuse. An installation instrument may cite the same clause: call it on both, with
    the other as `beside`, whose seats it may name.
    """
    data: Data = yaml.safe_load(raw)
    for section in _sections(data):
        if section not in CONSTITUTING or section in also:
            data[section] = [entry for entry in data[section] if entry.get("clause") != clause_id]
    while _drop_dangling(data, set(also), yaml.safe_load(beside) if beside else {}):
        pass
    return written(data)


def _sections(data: Data) -> list[str]:
    return [name for name, part in data.items() if isinstance(part, list)]


def _drop_dangling(data: Data, constituting: set[str], beside: Data) -> bool:
    """Drop entries (and words in lists) that name a role, unit, agency or seat dropped; say whether any was."""
    targets = {target for target in ("roles", "units", "agencies") if constituting & {"roles", "units", "agencies"}}
    targets |= {"seats"} if beside or "complements" not in data else set()
    before = sum(len(data[section]) for section in _sections(data))
    for section, name, target in REFERENCES:
        if target in targets and section in data:
            known = {entry["id"] for part in (data, beside) for entry in part.get(target, [])}
            data[section] = [kept for entry in data[section] if (kept := _kept(entry, name, known)) is not None]
    return sum(len(data[section]) for section in _sections(data)) < before


def _kept(entry: Data, name: str, known: set[str]) -> Data | None:
    value = entry.get(name)
    if isinstance(value, list):
        left = [word for word in value if word in known]
        return {**entry, name: left} if left or name in MAY_BE_EMPTY else None
    return entry if value is None or value in known else None


# -- generated --------------------------------------------------------------------------------------------------------

TITLES: Final = ("Chủ nhiệm", "Phó Chủ nhiệm", "Thư ký", "Đại biểu", "Điều phối viên", "Giám sát viên", "Cộng tác viên")
ROLES: Final = ("convenor", "warden", "scribe", "delegate", "steward", "keeper", "envoy")
UNITS: Final = ("council", "board", "circle", "assembly")
MONTHS: Final = (1, 2, 3, 4, 6, 12)
CLAUSES: Final = 12

_names = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ", min_size=3, max_size=24).filter(
    lambda words: bool(words.strip())
)
_condition_sets = st.lists(st.sampled_from(sorted(vocabulary.CONDITIONS)), max_size=2, unique=True)


def text(words: str) -> Data:
    """Return words said alike in both languages."""
    return {"vi": words, "en": words}


@st.composite
def charter_data(draw: st.DrawFn) -> Data:
    """Return the data of a charter with roles, units, powers, cadences and seals of its own.

    Held to: `roles[0]` leads and may convene regular meetings of the first unit, `roles[1]` stands in for it,
    `roles[2]` keeps the desk and may record any act, `roles[-1]` is given nothing; `duties[0]` is the first unit's
    regular meeting. The rest is drawn.
    """
    roles = list(ROLES[: draw(st.integers(4, len(ROLES)))])
    units = list(UNITS[: draw(st.integers(1, len(UNITS)))])
    clause = st.integers(1, CLAUSES).map(lambda number: f"GEN-{number}")
    return {
        **_head(draw),
        "clauses": [_clause(number, draw(_names)) for number in range(1, CLAUSES + 1)],
        "agencies": [_agency(number, draw(clause)) for number in range(1, 4)],
        "units": [_unit(number, unit, draw(clause)) for number, unit in enumerate(units)],
        "roles": [
            _role(number, role, draw(st.sampled_from(units)) if number else units[0], draw(clause))
            for number, role in enumerate(roles)
        ],
        "seats": [
            {"id": role, "role": role, "by": "post", "holder": f"Ghế {role}", "agency": "a1", "clause": draw(clause)}
            for role in roles
        ],
        "powers": [_leading(roles[0], draw(clause)), *draw(_powers(roles[:-1], clause))],
        "stand_ins": [{"role": roles[1], "stands_for": roles[0], "clause": draw(clause)}],
        "duties": [_duty(units[0], draw(st.sampled_from(MONTHS)), draw(clause))],
        "recording": [{"roles": [roles[2]], "acts": ["*"], "clause": draw(clause)}],
        "sights": [_sight(roles, "all", draw(clause))],
        "signatures": [
            {
                "role": roles[0],
                "standing_in": False,
                "lines": [draw(_names)],
                "seal": draw(st.none() | _names),
                "clause": draw(clause),
            }
        ],
        "series": [{"kind": "TB", "symbol": draw(st.sampled_from(["TB-HĐ", "TB-BĐH"])), "clause": draw(clause)}],
        "principles": [
            {
                "feature": "task_deadline",
                "clause": draw(clause),
                "settings": {"working_days": draw(st.integers(1, 60))},
            }
        ],
    }


def generated_charters() -> st.SearchStrategy[Charter]:
    """Return charters read from generated files (see `charter_data` for what they are held to)."""
    return charter_data().map(lambda data: read_charter(written(data), known_acts=KNOWN_ACTS))


def _head(draw: st.DrawFn) -> Data:
    name = draw(_names)
    begins_on = draw(st.dates(date(2018, 1, 1), date(2026, 1, 1))).isoformat()
    return {
        "id": "GEN",
        "body": "GEN",
        "source": "original",
        "name": text(name),
        "short_name": text(name[:12]),
        "instrument": {
            "number": str(draw(st.integers(1, 9999))),
            "symbol": "QĐ-HĐ",
            "kind": "regulation",
            "title": text(name),
            "issuer": name,
            "signed_on": begins_on,
            "effective_on": begins_on,
        },
    }


def _clause(number: int, words: str) -> Data:
    return {
        "id": f"GEN-{number}",
        "label": f"m{number}",
        "cite": f"mục {number}",
        "kind": "power",
        "who": "LEADER",
        "summary": text(words),
    }


def _agency(number: int, clause: str) -> Data:
    return {"id": f"a{number}", "name": f"Cơ quan {number}", "kind": "other", "short": f"CQ{number}", "clause": clause}


def _unit(number: int, unit: str, clause: str) -> Data:
    kinds = ("committee", "group", "office", "agencies")
    return {"id": unit, "name": text(unit), "kind": kinds[number], "clause": clause}


def _role(number: int, role: str, unit: str, clause: str) -> Data:
    return {
        "id": role,
        "unit": unit,
        "title": text(TITLES[number]),
        "rank": number + 1,
        "clause": clause,
        "bears": ["LEADER"],
    }


def _leading(role: str, clause: str) -> Data:
    only = {"meeting": ["regular"], "unit": ["committee"]}
    return {"id": "leading", "acts": ["convene_meeting"], "roles": [role], "only": only, "clause": clause}


def _powers(roles: list[str], clause: st.SearchStrategy[str]) -> st.SearchStrategy[list[Data]]:
    one = st.fixed_dictionaries(
        {
            "acts": st.lists(st.sampled_from(sorted(KNOWN_ACTS)), min_size=1, max_size=3, unique=True),
            "roles": st.lists(st.sampled_from(roles), min_size=1, max_size=3, unique=True),
            "when": _condition_sets,
            "clause": clause,
        }
    )
    return st.lists(one, max_size=8).map(
        lambda drawn: [{"id": f"drawn-{number}", **power} for number, power in enumerate(drawn)]
    )


def _duty(unit: str, months: int, clause: str) -> Data:
    title = text("Họp thường kỳ")
    return {"id": "meeting", "what": "meeting", "unit": unit, "title": title, "months": months, "clause": clause}


def _sight(roles: list[str], scope: str, clause: str) -> Data:
    return {"roles": roles, "sees": sorted(vocabulary.SUBJECTS), "scope": scope, "clause": clause}


def entries(charter: Charter) -> Iterator[tuple[str, Any]]:
    """Yield (section, entry) for each entry of a charter that cites a clause."""
    for section in dict.fromkeys(section for section, _, _ in REFERENCES):
        yield from ((section, entry) for entry in getattr(charter, section))
