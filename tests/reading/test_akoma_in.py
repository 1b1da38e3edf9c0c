"""Akoma Ntoso files read: those that others made, and those that somebody made to do harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from chidao.cli.main import main
from chidao.documents.extracting import Extracted, law_in, words_of
from chidao.kernel.errors import BadInput
from chidao.kernel.partial_dates import PartialDate
from chidao.reading.akoma.writing import akoma_of
from chidao.reading.as_json import as_json
from chidao.reading.reader import read_law
from tests.reading.akoma_round import faults, labels, read_back, shape
from tests.reading.test_akoma import AMENDING

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
FILES: Final = Path(__file__).parent / "akoma_files"
STATUTE: Final = (FILES / "statute.xml").read_text(encoding="utf-8")
"""A statute of an island that does not exist, in the way of the Commonwealth: sections, lists in blocks, recitals."""

DECREE: Final = (FILES / "decree.xml").read_text(encoding="utf-8")
"""A decree of nowhere, in the way of the continent: articles, points, dashes, a quotation that amends."""

VIETNAMESE: Final = (FILES / "vietnamese.xml").read_text(encoding="utf-8")
"""A decision by another tool, whose numbers stand without their words."""


def code_of(name: str, data: bytes) -> str:
    """Return the code of the reason for which a file is refused."""
    with pytest.raises(BadInput) as refused:
        words_of(name, data)
    assert refused.value.reasons[0].says.vi
    assert refused.value.reasons[0].says.en
    return refused.value.reasons[0].code


# --- made by others --------------------------------------------------------------------------------------------------


def test_the_examples_are_valid_themselves() -> None:
    assert faults(DECREE.encode()) == []
    assert faults(VIETNAMESE.encode()) == []
    assert faults(STATUTE.encode()) == []


def test_a_statute_with_sections_has_them_as_its_units() -> None:
    law = read_back(STATUTE.encode())
    assert labels(law)[0] == [("1", []), ("2", [("1", []), ("2", ["a", "b"])]), ("3", [("a", []), ("b", [])])]
    part = law.parts[0]
    assert [(each.kind, each.label, each.title) for each in part.headings] == [
        ("part", "1", "Lights"),
        ("part", "2", "Fees"),
    ]
    assert [each.title for each in part.articles] == ["Meaning of words", "Duty to light", "Fees"]
    clause = part.articles[1].clauses[1]
    assert law.words(clause.span) == "(2) The light is shown — (a) at dusk; and (b) in fog."
    assert law.words(clause.lead) == "The light is shown —"
    assert "See the Almanac." in law.source.given


def test_its_facts_are_those_of_its_metadata_and_no_more() -> None:
    law = read_back(STATUTE.encode())
    document = law.document
    assert (document.number, document.symbol, document.title) == ("14", None, "Harbour Lights Act")
    assert (document.issuer, document.issued_on) == ("Assembly of the Island", "1999-07-01")
    assert (document.kind, document.place, document.signer) == (None, None, None)
    assert [each.code for each in law.problems] == ["kind_missing"]
    assert [law.words(base.span) for base in law.bases] == ["Whereas ships need lights;"]


def test_what_is_attached_is_a_part_of_its_own() -> None:
    law = read_back(STATUTE.encode())
    assert [part.role for part in law.parts] == ["decision", "appendix"]
    (table,) = law.parts[1].tables
    assert table.header == ("No.", "Ship")
    assert [(row.label, [law.words(cell) for cell in row.cells]) for row in table.rows] == [
        ("1", ["Boat"]),
        ("2", [""]),
    ]
    assert "Harbour" not in law.words(law.parts[1].span)
    assert law.words(law.parts[0].span).endswith("(b) or a fish.")


def test_a_decree_with_articles_has_its_sections_as_headings() -> None:
    law = read_back(DECREE.encode())
    assert labels(law) == [[("1", [("1", ["a", "b"]), ("2", [])]), ("2", [])]]
    assert [(each.kind, each.label) for each in law.parts[0].headings] == [
        ("chapter", "I"), ("section", "1"), ("section", "2"),
    ]  # fmt: skip
    point = law.parts[0].articles[0].clauses[0].points[1]
    assert [law.words(dash.lead) for dash in point.dashes] == ["in the south,", "in the west."]
    assert law.words(point.lead) == "long:"


def test_its_head_its_signature_and_what_it_amends_are_read() -> None:
    law = read_back(DECREE.encode())
    document = law.document
    assert (document.kind, document.number, document.symbol) == ("Decree", "8", "2011")
    assert document.title == "On vineyards"
    assert document.signer is not None
    assert (document.signer.posts, document.signer.name) == (("The Consul",), "A. Person")
    (link,) = law.links
    assert (link.relation, link.reference.dated_on) == ("amends", PartialDate(1990, 5, 6))
    assert law.words(link.span) == "the old decree"
    (base,) = law.bases
    assert [(cite.kind, cite.name, cite.dated_on) for cite in base.cites] == [
        ("law", "Law No 5", PartialDate(1980, 1, 9))
    ]


def test_its_quotation_is_no_article_of_its_own() -> None:
    law = read_back(DECREE.encode())
    (quote,) = law.parts[0].articles[1].quotes
    assert [article.label for article in quote.articles] == ["3"]
    assert "«Article 3 Vines are pruned.»." in " ".join(law.source.given.split())


def test_a_vietnamese_text_of_another_tool_gets_its_words_before_numbers() -> None:
    law = read_back(VIETNAMESE.encode())
    assert law.source.given.replace("\n\n", "\n").splitlines() == [
        "QUYẾT ĐỊNH số 09/QĐ-UBND", "Chương I. QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "1. Đèn đường.", "2. Đèn biển:",
        "a) ở cảng;", "b) ngoài khơi.",
    ]  # fmt: skip
    assert labels(law) == labels(read_law(law.source.given)) == [[("1", [("1", []), ("2", ["a", "b"])])]]
    assert (law.document.number, law.document.symbol) == ("09", "QĐ-UBND")


def test_spans_lie_in_the_text_that_is_given_with_them() -> None:
    for xml in (STATUTE, DECREE, VIETNAMESE, akoma_of(read_law(AMENDING)).decode()):
        law = read_back(xml.encode())
        for _, article in law.articles():
            assert law.source.given[slice(*article.span)].strip()
            for clause in article.clauses:
                assert article.span.start <= clause.span.start <= clause.span.end <= article.span.end
        assert as_json(law)["parts"]


def test_a_foreign_document_is_written_as_one_of_ours_and_keeps_its_articles() -> None:
    law = read_back(DECREE.encode())
    again = akoma_of(law)
    assert faults(again) == []
    assert labels(read_back(again)) == labels(law)


# --- the doors -------------------------------------------------------------------------------------------------------


def test_the_words_of_a_file_come_with_its_tree() -> None:
    law = read_law(AMENDING)
    found = words_of("quyet-dinh.XML", akoma_of(law))
    assert not found.is_as_given
    assert shape(law_in(found)) == shape(law)
    assert shape(read_law(found.text)) == shape(law)
    assert law_in(Extracted(AMENDING, is_as_given=True)) == law


def test_what_the_schema_has_against_a_file_is_told() -> None:
    found = words_of("a.xml", DECREE.replace("<preamble>", "<preamble><unheard/>").encode())
    told = [each for each in law_in(found).problems if each.code == "akoma_not_valid"]
    assert "unheard" in told[0].says.vi
    assert labels(law_in(found)) == labels(read_back(DECREE.encode()))


def test_the_command_writes_and_reads(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text, xml = tmp_path / "a.txt", tmp_path / "a.xml"
    text.write_text(AMENDING, encoding="utf-8")
    assert main(["law", "read", str(text), "--akn"]) == 0
    xml.write_bytes(capfdbinary.readouterr().out)
    assert faults(xml.read_bytes()) == []
    assert main(["law", "read", str(xml), "--json"]) == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert data["document"]["number"] == "77"
    assert [part["role"] for part in data["parts"]] == ["decision", "appendix"]
    start, end = data["parts"][0]["articles"][1]["clauses"][0]["span"]
    assert data["text"][start:end].startswith("1. Quyết định này có hiệu lực")


# --- made to do harm -------------------------------------------------------------------------------------------------

LAUGHS: Final = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
OPEN: Final = f'<akomaNtoso xmlns="{AKN}">'


@pytest.mark.parametrize(
    ("code", "xml"),
    [
        ("xml_declares_entities", f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>{OPEN}&l11;</akomaNtoso>'),
        ("xml_declares_entities", f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{OPEN}&f;</akomaNtoso>'),
        ("xml_declares_entities", f'<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">{DECREE}'),
        ("xml_declares_entities", f'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>{DECREE}'),
        ("xml_broken", DECREE.replace("</body>", "")),
        ("xml_broken", f"{OPEN}&undeclared;</akomaNtoso>"),
        ("akoma_other_kind", "<html><body>a</body></html>"),
        ("akoma_other_kind", DECREE.replace(AKN, "http://www.akomantoso.org/2.0")),
        ("akoma_no_body", f"{OPEN}<act name='a'><meta/></act></akomaNtoso>"),
        ("no_words", f"{OPEN}<act name='a'><meta/><body/></act></akomaNtoso>"),
        ("file_too_heavy", OPEN + "<a>" * 200 + "</a>" * 200 + "</akomaNtoso>"),
        ("file_too_heavy", OPEN + "<a>" * 50_000 + "</a>" * 50_000 + "</akomaNtoso>"),
        ("empty_file", " \n"),
        ("xml_broken", "<" * 5_000),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_with_its_reason(code: str, xml: str) -> None:
    assert code_of("a.xml", xml.encode()) == code


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_declaration_is_found_in_every_coding(coding: str) -> None:
    xml = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{OPEN}<act name="&f;"/></akomaNtoso>'
    assert code_of("a.xml", xml.encode(coding)) in {"xml_declares_entities", "xml_broken"}


def test_a_text_in_utf_16_is_read() -> None:
    found = words_of("a.xml", VIETNAMESE.encode("utf-16"))
    assert "ngoài khơi" in found.text


def test_other_files_named_inside_are_not_fetched() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    found = words_of("a.xml", VIETNAMESE.replace("<p>Đèn đường.</p>", f"<p>Đèn đường.</p>{include}").encode())
    assert "root:" not in found.text


def test_a_secret_text_is_refused() -> None:
    assert code_of("a.akn", VIETNAMESE.replace("<p><docType>", "<p>TUYỆT MẬT</p><p><docType>").encode())


def test_a_long_document_is_read_in_time() -> None:
    article = VIETNAMESE[VIETNAMESE.index("<article") : VIETNAMESE.index("</chapter>")].replace("eId", "wId")
    found = words_of("a.xml", VIETNAMESE.replace("</chapter>", article * 800 + "</chapter>").encode())
    assert len(law_in(found).parts[0].articles) == 801
