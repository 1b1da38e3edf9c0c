"""What clauses let or bid people do (PURE), known by the turns of phrase of `acts.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from chidao.reading.norms.bodies import Bodies
from chidao.reading.norms.mentions import Mention, chain_from, mentions_in, subject_of, whos_over
from chidao.reading.norms.norm import Norm, NormKind
from chidao.reading.norms.passages import Passage, Reading
from chidao.reading.norms.words import Act

# What stands before someone to whom, or for whom, something is done.
_OBJECT: Final = re.compile(
    r"\b(?:giup|thay(?:\s+mat)?|bao\s+cao|trinh|cua|truoc|voi|gui|cho|theo|dO|y\s+kien|va|yeu\s+cau|don\s+doc|chi\s+dao|de\s+nghi"
    r"|huong\s+dan)\s*(?:cac\s+)?$"
)
_PIECE: Final = re.compile(r"[^;]+")
_KINDS: Final[dict[str, NormKind]] = {"power": "power", "duty": "duty", "principle": "principle"}


def acts_in(reading: Reading, bodies: Bodies) -> list[Norm]:
    """Return the powers and duties, and the principles of work, that the text of a committee gives."""
    if not (bodies.committee or bodies.group):
        return []
    finder = _Finder(reading)
    found: dict[tuple[Any, ...], Norm] = {}
    for norm in finder.found():
        key = (norm.kind, norm.get("who"), norm.get("act"), str(norm.get("meetings")), norm.clause)
        found.setdefault(key, norm)
    return list(found.values())


class _Finder:
    """Keeps in mind, in a text that runs on in paragraphs, about whom the last ones were."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.words = reading, reading.words
        self.last: tuple[str, ...] = ()

    def found(self) -> Iterator[Norm]:
        for passage in self.reading.passages:
            mentions = mentions_in(passage, self.words)
            for start, end in passage.sentences():
                chain = subject_of(passage, mentions, start, end)
                self._remember(passage, chain, start, end)
                for piece in _PIECE.finditer(passage.folded, start, end):
                    yield from self._in_piece(passage, mentions, chain, *piece.span())

    def _remember(self, passage: Passage, chain: tuple[Mention, ...], start: int, end: int) -> None:
        if not any(step[0] in {"paragraph", "group"} for step in passage.place.steps):
            self.last = ()
        elif chain:
            self.last = _whos(chain)
        elif self._begins_with_another(passage, start):
            self.last = ()

    def _begins_with_another(self, passage: Passage, start: int) -> bool:
        """Say whether a sentence is about someone outside the body: it begins with a post or an agency."""
        named = self.words["post"].match(passage.folded, start) or self.words["agency"].match(passage.folded, start)
        return named is not None and passage.text[start].isupper()

    def _in_piece(
        self, passage: Passage, mentions: tuple[Mention, ...], chain: tuple[Mention, ...], start: int, end: int
    ) -> Iterator[Norm]:
        for act in self.words.acts:
            found = act.says.search(passage.folded, start, end)
            if found is None or (act.unless and act.unless.search(passage.folded, start, end)):
                continue
            for who, sure in self._who(passage, mentions, chain, act, found, start):
                yield self._norm(passage, act, who, sure, (start, end))

    def _norm(self, passage: Passage, act: Act, who: str | None, sure: float, at: tuple[int, int]) -> Norm:
        values: dict[str, Any] = {"who": who, "act": act.act, **act.values, "text": passage.said(*at)}
        if act.act == "convene_meeting":
            values["unit"] = "working_group" if who == "lead" else "committee"
        return Norm(_KINDS[act.kind], values, passage.span(*at), sure, passage.place)

    # -- who ----------------------------------------------------------------------------------------------------------

    def _who(
        self, passage: Passage, mentions: tuple[Mention, ...], chain: tuple[Mention, ...], act: Act,
        found: re.Match[str], start: int,
    ) -> Iterator[tuple[str | None, float]]:  # fmt: skip
        if act.who in {"none", "presiding"}:
            yield ("presiding" if act.who == "presiding" else None), 0.9
            return
        whos, sure = self._whos(passage, mentions, chain, act, found, start)
        for who in whos:
            if who in act.of:
                yield who, sure

    def _whos(
        self, passage: Passage, mentions: tuple[Mention, ...], chain: tuple[Mention, ...], act: Act,
        found: re.Match[str], start: int,
    ) -> tuple[tuple[str, ...], float]:  # fmt: skip
        if act.who == "after":
            return _whos(chain_from(passage, mentions, found.end(), len(passage.text))), 0.9
        if act.who == "inside":
            return _whos(tuple(one for one in mentions if found.start() <= one.start < found.end() + 1)), 0.85
        if act.who == "next":
            following = [one for one in mentions if one.start >= found.end() and one.who in act.of]
            return _whos(tuple(following[:1])), 0.9
        return self._subject(passage, mentions, chain, act, found, start)

    def _subject(
        self, passage: Passage, mentions: tuple[Mention, ...], chain: tuple[Mention, ...], act: Act,
        found: re.Match[str], start: int,
    ) -> tuple[tuple[str, ...], float]:  # fmt: skip
        own = subject_of(passage, mentions, start, found.end())
        named = own or (chain if chain and chain[0].start <= found.start() else ())
        if named and any(who in act.of for who in _whos(named)):
            return _whos(named), 0.9
        right_before = [one for one in mentions if one.who in act.of and -1 <= found.start() - one.end <= 2]
        if right_before and not self._is_object(passage, mentions, right_before[0]):
            return _whos(tuple(right_before)), 0.85
        over = whos_over(passage, self.words)
        if any(who in act.of for who in over) and not named:
            return over, 0.8
        begin = next((a for a, b in passage.sentences() if a <= found.start() < b), start)
        doers = [one for one in mentions if begin <= one.start < found.start() and one.who in act.of]
        doers = [one for one in doers if not self._is_object(passage, mentions, one)]
        if doers and not named:
            return _whos(tuple(doers[-1:])), 0.75
        return ((), 0.0) if named or over else (self.last, 0.7)

    @staticmethod
    def _is_object(passage: Passage, mentions: tuple[Mention, ...], doer: Mention) -> bool:
        """Say whether something is done to, for or by order of someone: by what stands before the row they are in."""
        first = doer.start
        for earlier in reversed([one for one in mentions if one.end <= doer.start]):
            if not re.fullmatch(r"[\s,]*(?:(?:va|hoac|cac)\s*)*", passage.folded[earlier.end : first]):
                break
            first = earlier.start
        return _OBJECT.search(passage.folded[:first]) is not None


def _whos(chain: tuple[Mention, ...]) -> tuple[str, ...]:
    """Return who is named, each once."""
    return tuple(dict.fromkeys(mention.who for mention in chain))
