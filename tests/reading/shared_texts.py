"""Where the reference texts are; the tests that read them are passed over where they are not at hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import pytest

from chidao.reading.reader import read_law
from chidao.reading.tree import Article, Law

SHARED: Final = Path(__file__).parents[3] / "shared"
needs_texts = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference texts are not at hand")


def text_of(prefix: str) -> str:
    """Return a reference text whose file's name begins so; the line that says its source is left out."""
    (path,) = [*SHARED.glob(f"seeds/{prefix}*"), *SHARED.glob(f"corpus/{prefix}*")]
    text = path.read_bytes().decode("utf-8")
    return text.partition("\n")[2] if text.startswith("# source:") else text


@lru_cache(maxsize=20)
def law_of(prefix: str) -> Law:
    """Return a reference text read."""
    return read_law(text_of(prefix))


def shape(articles: tuple[Article, ...]) -> str:
    """Return articles in short: "4:1 2ab" is article 4 with clause 1, and clause 2 with points a and b."""
    return "; ".join(_article(article) for article in articles)


def _article(article: Article) -> str:
    own = "".join(point.label for point in article.points)
    clauses = " ".join(clause.label + "".join(point.label for point in clause.points) for clause in article.clauses)
    return f"{article.label}:{own}{clauses}"


def codes(law: Law) -> list[str]:
    """Return the codes of the problems told."""
    return [problem.code for problem in law.problems]
