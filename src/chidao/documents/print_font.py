"""The font that a PDF is printed in: as wide as Times New Roman, with every Vietnamese letter, from this machine.

The norm names the font (NĐ 30/2020, Phụ lục I, mục I.4); it may not be shipped, so fonts of the same widths stand in. A
family's name does not say which letters it has (older releases of Liberation Serif lack those with two marks), and two
releases may be installed side by side: so each is tried.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

import typst

from chidao.kernel.wording import Text

METRIC_FAMILIES: Final = ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes")
"""Families whose letters are as wide as the norm's font, the norm's own first."""
FALLBACK: Final = "Libertinus Serif"
"""The family that comes with the typesetter: every letter, other widths."""
OTHER_SIGNS: Final = (FALLBACK, "New Computer Modern", "DejaVu Sans", "DejaVu Sans Mono")
"""Where signs that are no letters of ours come from, before any other font of the machine is tried."""
VIETNAMESE: Final = "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel, tone in product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"))
) + "đĐ"  # fmt: skip
STYLES: Final = tuple(product(("normal", "italic"), (400, 700)))
_TRIAL: Final = """#set document(title: "a", date: auto)
#set text(font: sys.inputs.family, fallback: false)
#for style in ("normal", "italic") { for weight in ("regular", "bold") {
  par(text(style: style, weight: weight, sys.inputs.letters))
} }"""


@dataclass(frozen=True, slots=True)
class PrintFont:
    """The family that is printed in; `is_metric` False means that lines break elsewhere than the norm's font would."""

    family: str
    is_metric: bool
    fonts: typst.Fonts

    def families(self) -> list[str]:
        """Return the families to print in, each sign from the first that has it."""
        return list(dict.fromkeys((self.family, *OTHER_SIGNS)))

    def note(self) -> Text:
        """Return what an administrator is told about it."""
        return (_METRIC if self.is_metric else _OTHER).filled(family=self.family)


@cache
def print_font() -> PrintFont:
    """Find the font on this machine, once a process."""
    installed = typst.Fonts(include_embedded_fonts=False).fonts()
    folders = sorted({Path(each.path).parent for each in installed if each.path}, reverse=True)
    for family in METRIC_FAMILIES:
        for folder in folders:
            if has_every_letter(family, folder):
                # What is named first is taken first: this release, then the machine's fonts for other signs.
                return PrintFont(family, True, typst.Fonts(include_system_fonts=False, font_paths=[folder, *folders]))
    return PrintFont(FALLBACK, False, typst.Fonts())


def has_every_letter(family: str, folder: Path) -> bool:
    """Tell whether the release of a family in a folder has every Vietnamese letter, upright, italic and bold."""
    only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    if not {(each.style, each.weight) for each in only.fonts() if each.family == family} >= set(STYLES):
        return False
    compiler, asked = typst.Compiler(font_paths=only), {"family": family, "letters": VIETNAMESE}
    try:
        # PDF/A is refused for a letter that the font cannot show.
        compiler.compile(_TRIAL.encode(), format="pdf", pdf_standards="a-2a", sys_inputs=asked, timestamp=0)
    except typst.TypstError:
        return False
    return True


_METRIC: Final = Text("Phông chữ để in PDF: {family}.", "The font of PDF files: {family}.")
_OTHER: Final = Text(
    "Máy không có phông rộng như Times New Roman đủ chữ Việt: PDF in bằng {family}. Cài gói fonts-liberation2 của "
    "Debian hoặc phông Times New Roman, Tinos, TeX Gyre Termes rồi khởi động lại.",
    "No font as wide as Times New Roman has every Vietnamese letter here: PDF files are printed in {family}. Install "
    "Debian's fonts-liberation2, or Times New Roman, Tinos or TeX Gyre Termes, and start again.",
)
