"""What poppler's programs (Debian's poppler-utils) see in a PDF file: readers that share nothing with what made it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from tests.fixtures.environment import in_ci

MISSING: Final = "poppler-utils is missing (as root: apt-get install poppler-utils)."
MM: Final = 25.4 / 72
_FACTS: Final = re.compile(r"^([A-Z][\w ]+?): +(.*)$", re.MULTILINE)
_QUOTED: Final = re.compile(r'^(\s+)"(.*)"$')
_ELEMENT: Final = re.compile(r"^(\s*)([A-Z]\w*)\b")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page and where it stands, in millimetres from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one look: the size of its letters in points, its style."""

    text: str
    size: int
    bold: bool
    italic: bool


class Pdf:
    """One PDF file on disk, asked by poppler."""

    def __init__(self, data: bytes, folder: Path) -> None:
        if not shutil.which("pdfinfo"):
            (pytest.fail if in_ci() else pytest.skip)(MISSING)
        self.path = folder / "paper.pdf"
        self.path.write_bytes(data)

    def facts(self) -> dict[str, str]:
        """Return what pdfinfo says of the file."""
        return {name: value.strip() for name, value in _FACTS.findall(self._said("pdfinfo"))}

    def fonts(self) -> list[list[str]]:
        """Return the rows of pdffonts: name, type, encoding, embedded, subset, to Unicode, …"""
        return [line.split() for line in self._said("pdffonts").splitlines()[2:]]

    def pages(self) -> list[str]:
        """Return the text of each page as it is laid out."""
        return self._said("pdftotext", "-layout", last="-").removesuffix("\f").split("\f")

    def raw(self) -> str:
        """Return the text in the order in which it is drawn."""
        return self._said("pdftotext", "-raw", last="-")

    def elements(self) -> list[tuple[str, str]]:
        """Return the elements of the tagged structure that hold text, in order: tag and text."""
        found: list[tuple[str, str]] = []
        for line in self._said("pdfinfo", "-struct-text").split("\n"):
            quoted, named = _QUOTED.match(line), _ELEMENT.match(line)
            if quoted and found:
                tag, text = found[-1]
                found[-1] = (tag, text + quoted[2])
            elif named:
                found.append((named[2], ""))
        return [(tag, " ".join(text.split())) for tag, text in found if text.strip()]

    def tags(self) -> list[str]:
        """Return every tag of the structure, in order."""
        lines = self._said("pdfinfo", "-struct").split("\n")
        return [named[2] for line in lines if (named := _ELEMENT.match(line))]

    def words(self) -> list[list[Word]]:
        """Return the words of each page with their places."""
        page = etree.fromstring(self._said("pdftotext", "-bbox", last="-").encode())
        return [[_word(each) for each in one.iter("{*}word")] for one in page.iter("{*}page")]

    def pieces(self) -> list[Piece]:
        """Return the runs of text by look, as pdftohtml sees them."""
        root = etree.fromstring(self._said("pdftohtml", "-xml", "-stdout", "-zoom", "1", "-i").encode())
        sizes = {each.get("id"): int(each.get("size", "0")) for each in root.iter("fontspec")}
        return [
            Piece("".join(each.itertext()), sizes[each.get("font")], _has(each, "b"), _has(each, "i"))
            for each in root.iter("text")
        ]

    def _said(self, program: str, *options: str, last: str | None = None) -> str:
        command = [program, *options, str(self.path), *([last] if last else [])]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")


def _word(element: etree._Element) -> Word:
    left, top, right, bottom = (float(element.get(side, "0")) * MM for side in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", left, top, right, bottom)


def _has(element: etree._Element, tag: str) -> bool:
    return element.find(f".//{tag}") is not None
