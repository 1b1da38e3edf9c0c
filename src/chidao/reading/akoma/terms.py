"""What the pieces of a law text are called in Akoma Ntoso, and what its `eId`s are made of (PURE).

Names are those of the Akoma Ntoso 3.0 vocabulary, `eId`s follow its naming convention (OASIS, 2019): a short name of
the element, "_", its number; before it, parted by "__", the `eId` of what its numbering restarts in.
"""

from __future__ import annotations

import re
from typing import Final

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""The namespace of Akoma Ntoso 3.0."""

OWN: Final = "urn:chidao:akoma-ntoso"
"""The namespace of the few attributes that say what Akoma Ntoso has no word for."""

UNKNOWN_DATE: Final = "0001-01-01"
"""What stands where the schema wants a day and the text gives none; cobalt knows it as such too."""

LANGUAGE: Final = "vie"

ELEMENTS: Final = {
    "part": "part", "chapter": "chapter", "section": "section", "subsection": "subsection", "article": "article",
    "clause": "paragraph", "decimal": "subparagraph", "point": "point", "dash": "indent",
}  # fmt: skip
"""The element of each kind of piece; all others are an `hcontainer` named by the kind."""

SHORT: Final = {
    "part": "part", "chapter": "chp", "section": "sec", "subsection": "subsec", "article": "art", "paragraph": "para",
    "subparagraph": "subpara", "point": "point", "indent": "indent", "hcontainer": "hcontainer",
    "quotedStructure": "qstr", "quotedText": "qtext", "attachment": "att", "citations": "cits", "citation": "cit",
    "formula": "formula", "table": "table", "p": "p", "mod": "mod", "ref": "ref",
    "location": "loc", "crossHeading": "crossHeading",
}  # fmt: skip
"""How an `eId` begins, by element (naming convention, 5.2)."""

VIETNAMESE: Final = {
    "part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục", "article": "Điều",
}  # fmt: skip
"""The word before the number, written where a Vietnamese text's `<num>` holds the number alone."""

_LABEL: Final = re.compile(r"\d+(?:\.\d+)*[a-zđ]{0,2}(?![^\W\d_])|[IVXLCDM]+(?!\w)|(?<!\w)[a-zđ]{1,2}\d{0,2}(?!\w)")
_ENDS: Final = " .:-–—)(/"


def label_in(num: str) -> str:
    """Return the label in the words of a `<num>`: "7" in "Điều 7.", "a" in "a)", "IV" in "Chương IV"; "" for none."""
    words = " ".join(num.split())
    bare = words.strip(_ENDS + "“”\"'*#§")
    found = _LABEL.fullmatch(bare) or next(
        (each for word in reversed(bare.split()) if (each := _LABEL.match(word.strip(_ENDS + "“”\"'")))), None
    )
    return found.group() if found else ""


def id_number(label: str) -> str:
    """Return a label as an `eId` has it: "1.2" as "1-2"; "nn" where there is none."""
    return re.sub(r"[^\w]+", "-", label).strip("-_") or "nn"


def clean(words: str) -> str:
    """Return words without the few characters that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", words)


_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
