"""Every kind of paper for each committee as .docx, PDF and pictures; LibreOffice there and back; every start template.

Set CHIDAO_SCREENSHOTS to a folder to keep the pictures and look at them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from chidao.documents.checking.checker import check_form
from chidao.documents.drafts.forms import paper_of, tidied
from chidao.documents.drafts.from_word import content_from_word
from chidao.documents.drafts.registry import FORMS
from chidao.documents.formalities import Formality, formality_on, load_formalities
from chidao.documents.paper import Paper
from chidao.documents.pdf import pdf_document
from chidao.documents.templating.fields import TEMPLATED
from chidao.documents.templating.sample import sample_paper, sample_template
from chidao.documents.templating.template import check_template, filled_template
from chidao.documents.word import word_document
from tests.documents.test_checking_rendered import committee, heads, papers
from tests.documents.test_typed_forms import paper, printed
from tests.documents.typed_samples import SAMPLES

pytestmark = [pytest.mark.drill, pytest.mark.only("sqlite")]

# The committee, a day on which its regulation was in force, the agency above it, where its papers are dated from.
COMMITTEES: Final = (
    ("HP20", date(2021, 3, 5), "Ủy ban nhân dân thành phố Hải Phòng", "Hải Phòng"),
    ("HP22", date(2022, 9, 5), "Ủy ban nhân dân thành phố Hải Phòng", "Hải Phòng"),
    ("TH", date(2022, 10, 14), "Ủy ban nhân dân tỉnh Thanh Hóa", "Thanh Hóa"),
    ("TTH", date(2022, 2, 9), "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "Thừa Thiên Huế"),
    ("NA", date(2023, 1, 6), "Ủy ban nhân dân tỉnh Nghệ An", "Nghệ An"),
)
needs_tools = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")), reason="needs LibreOffice and poppler"
)


def norm(on: date) -> Formality:
    return formality_on(load_formalities(), on)


def all_papers(name: str, on: date, above: str, place: str) -> Iterator[tuple[str, Paper]]:
    """Yield a paper of every form and kind, signed by each block of the committee in turn."""
    charter, beside = committee(name)
    symbols = {each.kind: each.symbol for each in (*charter.series, *beside.series)}
    signed = [replace(head, superior_body=above, place=place, dated_on=on) for head in heads(name)]
    for turn, (form, content) in enumerate(SAMPLES.items()):
        kind = FORMS[form].kind
        head = replace(signed[turn % len(signed)], symbol=symbols.get(kind, f"{kind}-BCĐ"), recipients=())
        yield form, paper_of(content, head)
    for form, made in papers(signed[0], symbols).items():
        yield f"made_{form}", made


def converted(folder: Path, ending: str, files: list[Path]) -> Path:
    """Convert files by LibreOffice into a folder named by the ending."""
    out = folder / ending
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(out), *map(str, files)]
    subprocess.run(words, check=True, capture_output=True, timeout=600)
    return out


def pictured(pdf: Path, into: Path) -> int:
    """Turn the pages of a PDF into pictures and return how many there are."""
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(into)], check=True, capture_output=True)
    return len(list(into.parent.glob(f"{into.name}-*.png")))


@needs_tools
@pytest.mark.parametrize(("name", "on", "above", "place"), COMMITTEES)
def test_every_kind_of_paper_of_a_committee(name: str, on: date, above: str, place: str, tmp_path: Path) -> None:
    kept = Path(os.environ.get("CHIDAO_SCREENSHOTS") or tmp_path) / name
    kept.mkdir(parents=True, exist_ok=True)
    faults, pages = [], {}
    for form, made in all_papers(name, on, above, place):
        (kept / f"{form}.docx").write_bytes(word_document(made, norm(on)))
        (kept / f"{form}.pdf").write_bytes(pdf_document(made, norm(on)))
        report = check_form(f"{form}.docx", (kept / f"{form}.docx").read_bytes(), on=on)
        faults += [(form, each.rule, each.place.words) for each in report.breaches]
        pages[form] = pictured(kept / f"{form}.pdf", kept / f"pdf_{form}")
    assert faults == []
    for pdf in converted(kept, "pdf", sorted(kept.glob("*.docx"))).glob("*.pdf"):
        # Word's and our own page breaks may differ by a line or two, never by pages.
        assert abs(pictured(pdf, kept / f"docx_{pdf.stem}") - pages[pdf.stem]) <= 1


@needs_tools
def test_libreoffice_gives_back_what_was_printed(tmp_path: Path) -> None:
    for form in FORMS:
        (tmp_path / f"{form}.docx").write_bytes(printed(form))
    odt = converted(tmp_path, "odt", sorted(tmp_path.glob("*.docx")))
    back = converted(odt, "docx", sorted(odt.glob("*.odt")))
    for form in FORMS:
        assert content_from_word((back / f"{form}.docx").read_bytes(), form) == tidied(SAMPLES[form])


def test_every_template_to_start_from_is_filled_without_fault() -> None:
    on = norm(date(2022, 9, 5))
    for form in TEMPLATED:
        template = sample_template(form, on)
        check_template(template, sample_paper(form), on)
        if form in FORMS:
            made = filled_template(template, paper(form), on)
            assert check_form(f"{form}.docx", made).breaches == ()
