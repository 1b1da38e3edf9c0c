"""An Akoma Ntoso document as plain values (PURE): what the process that parses a stranger's XML hands over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chidao.reading.akoma.terms import OWN

Data = list[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element: its name without the namespace of Akoma Ntoso, its attributes, its words and elements in order."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Element | str, ...]

    @classmethod
    def of(cls, data: Data) -> Element:
        """Make an element from `[tag, attributes, children]`, as JSON has it."""
        tag, attributes, children = data
        return cls(tag, attributes, tuple(each if isinstance(each, str) else cls.of(each) for each in children))

    def get(self, name: str) -> str | None:
        """Return an attribute, or None."""
        return self.attributes.get(name)

    def own(self, name: str) -> str | None:
        """Return an attribute of our own namespace, or None."""
        return self.attributes.get(f"{{{OWN}}}{name}")

    @property
    def elements(self) -> Iterator[Element]:
        """Yield the elements right under this one."""
        return (each for each in self.children if isinstance(each, Element))

    def first(self, *tags: str) -> Element | None:
        """Return the first element right under this one that has one of the names."""
        return next((each for each in self.elements if each.tag in tags), None)

    def every(self, *tags: str, beside: Collection[str] = ()) -> Iterator[Element]:
        """Yield the elements of these names at any depth, in order; what stands in a name of `beside` is left out."""
        for each in self.elements:
            if each.tag in tags:
                yield each
            if each.tag not in beside:
                yield from each.every(*tags, beside=beside)

    def at(self, *path: str) -> Element | None:
        """Return the element at a path of names, each the first of its name, or None."""
        found: Element | None = self
        for tag in path:
            found = found.first(tag) if found else None
        return found

    @property
    def words(self) -> str:
        """Return all words in it, in one line."""
        return " ".join("".join(self.pieces_of_words()).split())

    def pieces_of_words(self) -> Iterator[str]:
        """Yield its words piece by piece, with a space where a line or a paragraph ends."""
        for each in self.children:
            if isinstance(each, str):
                yield each
            else:
                yield from each.pieces_of_words()
                yield " " if each.tag in {"eol", "br", "p"} else ""
