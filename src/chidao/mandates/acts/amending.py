"""Questions about the regulation and changes of it: submitted, decided by the head, in force from their own date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from chidao.acts.authority import Matter
from chidao.acts.registry import act, act_names, asked
from chidao.acts.runner import Doing
from chidao.instruments.acts import LinkTo, enter_charter, link_all
from chidao.instruments.charter import Charter, Regulation
from chidao.instruments.charter_amending import Change, amended, as_amendment
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import check_together
from chidao.instruments.models import Instrument, RegulationQuestion
from chidao.instruments.queries import InForce, charters_of
from chidao.instruments.vocabulary import FACETS
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason, raise_if_any
from chidao.kernel.symbols import parse_symbol
from chidao.kernel.vietnamese import fold
from chidao.kernel.wording import Text
from chidao.mandates.acts.founding import body_named, seat_all
from chidao.people.acts import BODY

AMENDMENT = "amendment"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRegulationQuestion:
    """A question of applying a clause, or a change of it, put before the head."""

    body: str = asked(*BODY)
    kind: str = asked("Loại", "Kind", "choice", choices=FACETS["question"])
    clause: str = asked("Điều khoản", "Clause")
    question: str = asked("Vướng mắc, đề nghị và lý do", "Question or proposal, and the reason", "long")
    changes: tuple[Change, ...] = asked(
        "Những chỗ đề nghị sửa", "What is to be changed", "lines", hint=Text(
            "Chỉ cho sửa đổi: mỗi chỗ trong quy chế và giá trị mới.", "For amendments: each place and its new value."
        ), default=(),
    )  # fmt: skip
    proposal: str = asked(
        "Toàn văn quy chế sau khi sửa (YAML)", "The whole charter as amended (YAML)", "long",
        hint=Text("Chỉ khi sửa nhiều; thay cho từng chỗ.", "For larger changes, instead of single places."), default="",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRegulationQuestion:
    """The head's answer: a note to the clause, or a new version in force from its date."""

    body: str = asked(*BODY)
    question: int = asked("Vướng mắc, đề nghị", "Question", "hidden")
    granted: bool = asked("Đồng ý", "Granted", "yes", default=False)
    decision: str = asked("Quyết định, giải thích", "Decision, explanation", "long")
    symbol: str = asked(
        "Số, ký hiệu văn bản sửa đổi", "Number and symbol of the amending paper",
        hint=Text("Chỉ khi đồng ý sửa đổi.", "Only for an amendment that is granted."), default="",
    )  # fmt: skip
    effective_from: date | None = asked("Có hiệu lực từ ngày", "In force from", "date", default=None)


def question_named(pk: int, body: str) -> RegulationQuestion:
    """Return a question of a body. Raises NotFound."""
    row: RegulationQuestion | None = RegulationQuestion.objects.filter(pk=pk, body=body).select_related("about").first()
    if row is None:
        raise NotFound(Reason(code="not_found", says=_NO_QUESTION, field="question"))
    return row


def _about_submission(given: SubmitRegulationQuestion, at: datetime) -> Matter:
    says = _SAYS.get(given.kind, _SAYS["application"]).filled(clause=given.clause)
    return Matter(body=given.body, says=says, facets={"question": given.kind})


def _about(given: DecideRegulationQuestion, at: datetime) -> Matter:
    row = question_named(given.question, given.body)
    says = _SAYS[row.kind].filled(clause=row.clause_id)
    return Matter(body=given.body, says=says, facets={"question": row.kind, "instrument": "regulation"})


@act(
    "submit_regulation_question",
    ("Trình vướng mắc, sửa đổi quy chế", "Submit a question or an amendment"),
    ("Trình {what}", "Submitted {what}"),
    given=SubmitRegulationQuestion,
    about=_about_submission,
)
def submit_regulation_question(doing: Doing, given: SubmitRegulationQuestion) -> Mapping[str, object]:
    """Put a question or an amendment before the head; an amendment is checked as a charter at once.

    Raises BadInput with every fault of the proposed text, and NotFound for a clause that is not in force.
    """
    home = _home_of(given.body, given.clause, local_day(doing.at))
    proposal = _proposal(given, home, local_day(doing.at)) if given.kind == AMENDMENT else None
    known = RegulationQuestion.objects.using(doing.alias).filter(body=given.body)
    number = (known.aggregate(last=Max("number"))["last"] or 0) + 1
    row = doing.add(
        RegulationQuestion(
            body=given.body,
            number=number,
            kind=given.kind,
            clause_id=given.clause,
            about_id=home.instrument,
            question=given.question.strip(),
            proposal=proposal,
            submitted_by=doing.by.says.as_data(),
            submitted_at=doing.at,
            folded=fold(f" {given.clause} {given.question}")[:700],
        )
    )
    return {"question": row.pk, "number": number}


@act(
    "decide_regulation_question",
    ("Quyết định về vướng mắc, sửa đổi", "Decide a question or an amendment"),
    ("Quyết định về {what}: {answer}", "Decided {what}: {answer}"),
    given=DecideRegulationQuestion,
    about=_about,
)
def decide_regulation_question(doing: Doing, given: DecideRegulationQuestion) -> Mapping[str, object]:
    """Answer a question: a note to its clause; or grant an amendment: a new version from its date, the old readable.

    Raises Conflict when it is answered already, BadInput where a granted amendment lacks its paper or its day.
    """
    row = doing.locked(RegulationQuestion, pk=given.question, body=given.body)
    if row is None or row.decided_at:
        raise Conflict(Reason(code="answered", says=_ANSWERED, field="question"))
    instrument = _brought_in(doing, given, row) if given.granted and row.kind == AMENDMENT else None
    doing.change(
        row,
        granted=given.granted,
        decision=given.decision.strip(),
        decided_by=doing.by.says.as_data(),
        decided_at=doing.at,
        instrument=instrument,
    )
    answer = _GRANTED if given.granted else _NOT_GRANTED
    made: dict[str, object] = {"question": row.pk, "say": {"answer": _EXPLAINED if row.kind != AMENDMENT else answer}}
    return made | ({"instrument": instrument.pk} if instrument else {})


def _home_of(body: str, clause: str, on: date) -> InForce:
    for each in charters_of(body):
        if each.on(on) and any(one.id == clause for one in each.charter.clauses):
            return each
    raise NotFound(Reason(code="no_clause", says=_NO_CLAUSE.filled(clause=clause[:60]), field="clause"))


def _proposal(given: SubmitRegulationQuestion, home: InForce, on: date) -> bytes:
    raw = _bytes_of(home.instrument)
    proposed = given.proposal.encode() if given.proposal else amended(raw, given.changes)
    if proposed == raw:
        raise BadInput(Reason(code="nothing_changed", says=_NOTHING_CHANGED, field="changes"))
    _checked(given.body, proposed, home, on)
    return proposed


def _bytes_of(instrument: int) -> bytes:
    row = Instrument.objects.get(pk=instrument)
    return bytes(row.charter or b"")


def _checked(body: str, proposed: bytes, home: InForce, on: date) -> Regulation:
    """Read a proposed text in the place of the one it amends. Raises BadInput with every fault."""
    others = [each.charter for each in charters_of(body) if each.on(on) and each.instrument != home.instrument]
    original = next((each for each in others if each.source == "original"), None)
    charter = read_charter(proposed, known_acts=act_names(), beside=original)
    if charter.id != home.charter.id:
        raise BadInput(Reason(code="another_charter", says=_ANOTHER.filled(id=home.charter.id), field="proposal"))
    whole = sorted((charter, *others), key=lambda each: each.source != "original")
    raise_if_any(BadInput, check_together(whole, known_acts=act_names()))
    return Regulation(on, tuple(whole))


def _brought_in(doing: Doing, given: DecideRegulationQuestion, row: RegulationQuestion) -> Instrument:
    begins = given.effective_from or local_day(doing.at)
    raise_if_any(BadInput, _lacking(given, begins, local_day(doing.at)))
    home = _home_of(given.body, row.clause_id, local_day(doing.at))
    if home.instrument != row.about_id or home.effective_until:
        raise Conflict(Reason(code="changed_since", says=_CHANGED_SINCE, remedy=_SUBMIT_ANEW))
    former = doing.locked(Instrument, pk=home.instrument)
    assert former is not None
    charter, raw = _under_its_paper(given, row, home, begins)
    doing.change(former, effective_until=begins)
    made = enter_charter(doing, given.body, charter, raw)
    if former.number:
        link_all(doing, made, [LinkTo(kind="amends", target=former.label)])
    whole = _checked(given.body, raw, home, local_day(doing.at))
    papers = [
        made if each is charter or each.id == charter.id else _paper_of(given.body, each) for each in whole.charters
    ]
    seat_all(doing, body_named(given.body), Regulation(begins, whole.charters), papers)
    return made


def _under_its_paper(
    given: DecideRegulationQuestion, row: RegulationQuestion, home: InForce, begins: date
) -> tuple[Charter, bytes]:
    number, _, symbol = given.symbol.strip().partition("/")
    raw = as_amendment(bytes(row.proposal or b""), number=number, symbol=symbol, effective_on=begins)
    beside = next(
        (each.charter for each in charters_of(given.body) if each.charter.id == home.charter.complements), None
    )
    return read_charter(raw, known_acts=act_names(), beside=beside), raw


def _paper_of(body: str, charter: Charter) -> Instrument:
    number = next(each.instrument for each in charters_of(body) if each.charter is charter)
    paper: Instrument = Instrument.objects.get(pk=number)
    return paper


def _lacking(given: DecideRegulationQuestion, begins: date, today: date) -> list[Reason]:
    found = []
    try:
        parse_symbol(given.symbol)
    except BadInput:
        found.append(Reason(code="symbol", says=_NEEDS_SYMBOL, field="symbol"))
    if begins < today:
        found.append(Reason(code="day_gone_by", says=_NOT_BACKWARDS, field="effective_from"))
    return found


_SAYS = {
    "application": Text("vướng mắc khi áp dụng {clause}", "a question of applying {clause}"),
    "amendment": Text("đề nghị sửa đổi {clause}", "an amendment of {clause}"),
}
_GRANTED = Text("đồng ý sửa đổi", "amendment granted")
_NOT_GRANTED = Text("không sửa đổi", "not amended")
_EXPLAINED = Text("có giải thích", "explained")
_NO_QUESTION = Text("Không có vướng mắc, đề nghị này.", "There is no such question.")
_ANSWERED = Text("Việc này đã được quyết định.", "This is decided already.")
_NO_CLAUSE = Text("Không có điều khoản {clause} đang có hiệu lực.", "No clause {clause} is in force.")
_NOTHING_CHANGED = Text("Đề nghị không sửa chỗ nào.", "Nothing would change.")
_ANOTHER = Text("Văn bản đề nghị phải là quy chế {id}.", "The proposed text must be charter {id}.")
_CHANGED_SINCE = Text("Quy chế đã thay đổi sau khi trình.", "The regulation has changed since this was submitted.")
_SUBMIT_ANEW = Text("Trình lại trên bản đang có hiệu lực.", "Submit it anew upon the version in force.")
_NEEDS_SYMBOL = Text(
    "Cần số, ký hiệu của văn bản sửa đổi, như 05/QĐ-ABC.", "Give the amending paper's number, such as 05/QĐ-ABC."
)
_NOT_BACKWARDS = Text("Sửa đổi không có hiệu lực trở về trước.", "An amendment does not take effect in the past.")
