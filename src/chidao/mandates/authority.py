"""The Authority of the installation: loads the regulation and the facts, and lets the rules judge."""

from __future__ import annotations

from collections.abc import Sequence

from chidao.acts.authority import Basis, Capacity, Question, Refusal
from chidao.acts.kept import one_look
from chidao.acts.registry import act_named
from chidao.instruments.charter import Regulation
from chidao.kernel.days import local_day
from chidao.mandates import rules
from chidao.mandates.queries import body_codes, facts, regulation


class MandateAuthority:
    """Judges by the charters in force and the seats, absences and delegations recorded."""

    def answer(self, questions: Sequence[Question]) -> list[Basis | Refusal]:
        """Answer a page's questions; charters and facts are read once between acts, whatever is asked."""
        with one_look():
            return _answers(questions)

    def may_record(self, operator: Capacity, question: Question) -> Basis | Refusal:
        """Judge the recording of a paper act by the regulation in force when it is recorded."""
        if _founding(question):
            return Basis(clause=_founding_clause(question), says=operator.says, kind="foundation")
        current = regulation(operator.body, local_day(question.known_at)) or _incoming(question)
        return rules.may_record(current, facts(operator.body), operator, question, doing=act_named(question.act).title)


def _answers(questions: Sequence[Question]) -> list[Basis | Refusal]:
    """A page asks several times about one body on one day: what is read of it is read once."""
    known = {body: facts(body) for body in dict.fromkeys(each.matter.body for each in questions)}
    days = dict.fromkeys((each.matter.body, local_day(each.at)) for each in questions)
    current = {(body, day): regulation(body, day) for body, day in days}
    return [_answer(each, current[each.matter.body, local_day(each.at)], known[each.matter.body]) for each in questions]


def _answer(question: Question, current: Regulation | None, known: rules.Facts) -> Basis | Refusal:
    if _founding(question):
        return Basis(clause=_founding_clause(question), says=question.capacity.says, kind="foundation")
    return rules.may(current or _incoming(question), known, question, doing=act_named(question.act).title)


def _founding(question: Question) -> bool:
    """A body is founded once: nothing stands before it that could judge but the decision that founds it."""
    act = act_named(question.act)
    return act.foundation and question.act == "found_body" and question.matter.body not in body_codes()


def _incoming(question: Question) -> Regulation | None:
    """Where no text is in force, the decision that brings one in is judged by what it brings."""
    incoming = question.matter.incoming if act_named(question.act).foundation else None
    return incoming if isinstance(incoming, Regulation) else None


def _founding_clause(question: Question) -> str:
    incoming = question.matter.incoming
    if not isinstance(incoming, Regulation):
        return ""
    principle = incoming.has_feature("brings_into_force")
    return principle.clause if principle else incoming.clauses[0].id
