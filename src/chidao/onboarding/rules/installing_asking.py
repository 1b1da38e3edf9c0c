"""PURE: the questions that a text leaves to be answered, each with why it is asked and what holds if nobody answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from chidao.kernel.vietnamese import nfc
from chidao.kernel.wording import Text, listed
from chidao.onboarding.rules.installing_answers import held
from chidao.onboarding.rules.installing_site import Rules, Site, site_of
from chidao.onboarding.rules.state import Data, Question

Choices = Sequence[tuple[str, Text]]


@dataclass(slots=True)
class Asking:
    """The questions asked so far of a charter, with the answers given; later defaults build on earlier answers."""

    site: Site
    given: Mapping[str, str]
    missing: Collection[str]
    asked: list[Question] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        id_: str,
        *,
        rule: str = "",
        default: str = "",
        choices: Choices = (),
        clause: str | None = None,
        needed: bool = False,
        **places: object,
    ) -> str:
        """Ask one of the rules' questions (under its own id, or `rule`'s), and return what holds for it.

        `places` fill its words. `needed`: without default or answer nothing can be adopted.
        """
        says: Rules = self.site.rules["questions"][rule or id_]
        proposed = nfc(default).strip() or says.get("default", "")
        question = Question(
            id=id_, group=says["group"], kind=says["kind"],
            asks=Text.from_data(says["asks"]).filled(**places), why=Text.from_data(says["why"]).filled(**places),
            default=proposed, choices=tuple(choices), clause=clause,
            least=says.get("least"), most=says.get("most"), form=says.get("form", ""),
        )  # fmt: skip
        answer = nfc(str(self.given.get(id_, ""))).strip()
        holds = held(question, answer)
        self.asked.append(replace(question, answer=answer, missing=needed and not holds))
        self.said[id_] = holds
        return holds

    def titles(self, roles: Iterable[str]) -> Text:
        """Return the titles of roles in one phrase."""
        return listed([self.site.title(role) for role in roles], last=Text.from_data(self.site.rules["words"]["and"]))

    def role_choices(self, roles: Iterable[str]) -> Choices:
        """Return roles as choices, by their titles."""
        return tuple((role, self.site.title(role)) for role in roles)


def asking(charter: Data, missing: Collection[str], given: Mapping[str, str], rules: Rules) -> Asking:
    """Return an asking that has asked nothing yet."""
    return Asking(site_of(charter, rules), given, frozenset(missing))
