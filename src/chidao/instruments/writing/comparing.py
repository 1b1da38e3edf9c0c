"""Two versions of a text, article by article and khoản by khoản: what changed, moved, came and went (PURE).

What has the same place in both is compared if it is still alike; what is left is paired by likeness, so that a khoản
which only got another number is shown as moved and not as gone and come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from chidao.instruments.charter_amending import Op, compared
from chidao.reading.tree import Article, Clause, Law

PART_WORDS: Final[Mapping[str, str]] = {"decision": "QĐ ", "regulation": "", "appendix": "PL "}
# The share of runs of words in common from which two wordings are taken for versions of one.
ALIKE_IN_PLACE: Final = 0.25
ALIKE_ELSEWHERE: Final = 0.5
_RUN: Final = 2

Runs = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A khoản, or the own words of an article, with its place ("Điều 5 khoản 2")."""

    place: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One passage in two versions: its place in each ("" where it has none), and its words as a redline."""

    before: str
    after: str
    kind: Literal["changed", "moved", "added", "removed"]
    words: tuple[tuple[Op, str], ...]


def compare_texts(before: Law, after: Law) -> tuple[TextChange, ...]:
    """Return the passages in which two texts differ, in the order of the later one; those that went come last."""
    return compare_passages(list(passages(before)), list(passages(after)))


def compare_passages(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[TextChange, ...]:
    """Return what changed between two lists of passages; see `compare_texts`."""
    pairs = _paired(old, new)
    changes = [_change(old[pairs[at]] if at in pairs else None, each) for at, each in enumerate(new)]
    gone = [_change(each, None) for at, each in enumerate(old) if at not in pairs.values()]
    return tuple(each for each in (*changes, *gone) if each is not None)


def passages(law: Law) -> Iterator[Passage]:
    """Yield the passages of a text in order."""
    for part, article in law.articles():
        lead = PART_WORDS[part.role]
        yield Passage(f"{lead}Điều {article.label}", _own_words(law, article))
        for clause in article.clauses:
            yield Passage(f"{lead}Điều {article.label} khoản {clause.label}", _clause_words(law, clause))


def _own_words(law: Law, article: Article) -> str:
    spans = [*(each.span for each in article.points), *(each.span for each in article.dashes)]
    return " ".join(filter(None, [article.title, law.words(article.lead), *map(law.words, spans)]))


def _clause_words(law: Law, clause: Clause) -> str:
    return law.words(clause.span).removeprefix(f"{clause.label}.").strip()


def _paired(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Return which passage of the old text each of the new one is a version of, by position."""
    old_runs, new_runs = [_runs(each) for each in old], [_runs(each) for each in new]
    places = {each.place: at for at, each in enumerate(old)}
    old_words, new_words = {each.words for each in old}, {each.words for each in new}
    pairs = {}
    for at, each in enumerate(new):
        there = places.get(each.place)
        if there is None:
            continue
        same = old[there].words == each.words
        moved = not same and (old[there].words in new_words or each.words in old_words)
        if same or (not moved and _alike(old_runs[there], new_runs[at]) >= ALIKE_IN_PLACE):
            pairs[at] = there
    return pairs | _by_likeness(old_runs, new_runs, pairs)


def _by_likeness(old: Sequence[Runs], new: Sequence[Runs], pairs: Mapping[int, int]) -> dict[int, int]:
    taken, found = set(pairs.values()), {}
    holding: dict[tuple[str, ...], list[int]] = {}
    for at, runs in enumerate(old):
        for run in runs if at not in taken else ():
            holding.setdefault(run, []).append(at)
    for at, runs in enumerate(new):
        if at in pairs:
            continue
        candidates = Counter(there for run in runs for there in holding.get(run, ()) if there not in taken)
        best = max(candidates, key=lambda there: _alike(old[there], runs), default=None)
        if best is not None and _alike(old[best], runs) >= ALIKE_ELSEWHERE:
            found[at] = best
            taken.add(best)
    return found


def _runs(passage: Passage) -> Runs:
    words = passage.words.split()
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def _alike(one: Runs, other: Runs) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _change(before: Passage | None, after: Passage | None) -> TextChange | None:
    if before is None or after is None:
        one = before or after
        if one is None or not one.words:
            return None
        kind: Literal["added", "removed"] = "added" if before is None else "removed"
        words = compared(before.words if before else "", after.words if after else "")
        return TextChange(
            before=before.place if before else "", after=after.place if after else "", kind=kind, words=words
        )
    if (before.place, before.words) == (after.place, after.words):
        return None
    return TextChange(
        before=before.place,
        after=after.place,
        kind="changed" if before.words != after.words else "moved",
        words=compared(before.words, after.words),
    )
