"""Every word for people is there in Vietnamese and in English, and a template has none outside its words tag."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.house.sources import Source, python_sources, read, templates, terminal_name

QUOTED: Final = r"""(?:"([^"]*)"|'([^']*)')"""
WORDS_TAG: Final = re.compile(r"\{%\s*t\s(.*?)%\}", re.DOTALL)
PAIR: Final = re.compile(rf"\s*{QUOTED}\s+{QUOTED}")
UNSEEN: Final = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", re.DOTALL
)
MARKED: Final = re.compile(
    r"[^\W\d_]*[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ][^\W\d_]*", re.IGNORECASE
)
NAMES: Final = re.compile(r"Chỉ\s*(?:<\w+>)?\s*Đạo|Tiếng Việt")


def halves_missing(words: str) -> Iterator[str]:
    """Yield each words tag of a template that lacks one of its two languages; variables in their place pass."""
    for tag in WORDS_TAG.finditer(words):
        literals = tag.group(1).lstrip()
        if not literals.startswith(("'", '"')):
            continue
        pair = PAIR.match(literals)
        if not pair or not all((half or "").strip() for half in (pair[1] or pair[2], pair[3] or pair[4])):
            yield f"line {line_of(words, tag.start())}: {tag.group()}"


def bare_vietnamese(words: str) -> Iterator[str]:
    """Yield each Vietnamese word of a template that stands outside its tags."""
    seen = UNSEEN.sub(lambda tag: "\n" * tag.group().count("\n"), words)
    seen = NAMES.sub("", seen)
    yield from (f"line {line_of(seen, match.start())}: {match.group()}" for match in MARKED.finditer(seen))


def line_of(words: str, place: int) -> int:
    """Return the line on which a place of the text stands."""
    return words.count("\n", 0, place) + 1


def half_texts(source: Source) -> Iterator[str]:
    """Yield each Text written in the code that lacks one of its two languages."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and terminal_name(node.func) == "Text" and isinstance(node.func, ast.Name):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            empty = [isinstance(value, ast.Constant) and not str(value.value or "").strip() for value in values]
            if any(empty) and not all(empty):  # Text("", "") says nothing in both languages, and may
                yield source.at(node, "a Text with an empty half")


def test_templates_say_everything_twice() -> None:
    found = [f"{path}: {missing}" for path, words in templates() for missing in halves_missing(words)]
    assert not found, "\n".join(found)


def test_templates_have_no_words_outside_tags() -> None:
    found = [f"{path}: {bare}" for path, words in templates() for bare in bare_vietnamese(words)]
    assert not found, "\n".join(found)


def test_code_says_everything_twice() -> None:
    found = [half for source in python_sources() for half in half_texts(source)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("words", ['{% t "Họp" "" %}', '{% t "Họp" %}', "{% t '' 'Meeting' n=3 %}"])
def test_a_missing_half_is_seen(words: str) -> None:
    assert list(halves_missing(words))


@pytest.mark.parametrize("words", ["<p>Họp</p>", '<a title="Cuộc họp">{{ x }}</a>', "{# ghi #} việc"])
def test_bare_vietnamese_is_seen(words: str) -> None:
    assert list(bare_vietnamese(words))


@pytest.mark.parametrize(
    "words",
    ['<p>{% t "Họp" "Meeting" %}</p>', "{% t label.vi label.en %}", "<b>Chỉ Đạo</b>", "{# họp #}", "<p>25/3</p>"],
)
def test_what_is_in_order_passes(words: str) -> None:
    assert not [*halves_missing(words), *bare_vietnamese(words)]


def test_an_empty_half_in_code_is_seen() -> None:
    assert list(half_texts(read("tasks/rules.py", 'LATE = Text("trễ", "")')))
