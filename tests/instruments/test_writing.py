"""A charter written out as a regulation and read back: the same charter, whatever it says; nothing guessed."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import textwrap
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import chidao.wsgi  # noqa: F401  (brings in every act)
from chidao.acts.registry import acts
from chidao.data.charter_files import shipped_charter_ids
from chidao.instruments import vocabulary
from chidao.instruments.charter import Charter
from chidao.instruments.charter_format import read_charter
from chidao.instruments.charter_rules import REFERENCES, TARGETS
from chidao.instruments.writing import words
from chidao.instruments.writing.data import as_data, in_text_order
from chidao.instruments.writing.forms import RULES
from chidao.instruments.writing.reading_back import read_regulation
from chidao.instruments.writing.regulation import write_regulation
from chidao.kernel.errors import BadInput
from chidao.reading.reader import read_law
from tests.instruments.charters import KNOWN_ACTS, charter_data, shipped, written

TITLES = {act.name: act.title for act in acts()}
ODD_WORDS = st.one_of(
    st.text(alphabet="aăâđêôơư ÁẬ,;:.()“”\"'[]{}-–/1234", min_size=1, max_size=40),
    st.sampled_from(
        [
            "Điều 5. Quyền hạn", "a) Việc; b) khác.", "Chương II", "1. Một", "Sở A, Sở B và Sở C", "“Ban”", "“", "”",
            "Chủ trì. Cụ thể:", "Cụ thể: không", "khoản 2 Điều 4", "Phụ lục I", "không nêu", "chưa xác định người giữ",
            "A được: B", "Nơi nhận:", "thay thế Quyết định số 12/QĐ-UBND", "KT. CHỦ TỊCH", "- gạch", "Theo khoản 1:",
        ]
    ),
)  # fmt: skip


def beside(charter_id: str) -> Charter | None:
    original = charter_id.removesuffix("-inst")
    return shipped(original) if original != charter_id else None


def without_lines(charter: Charter) -> Charter:
    return dataclasses.replace(charter, clauses=tuple(dataclasses.replace(each, line=0) for each in charter.clauses))


def text_of(charter: Charter, other: Charter | None = None, *, with_codes: bool = False) -> str:
    return str(write_regulation(charter, acts=TITLES, beside=other, with_codes=with_codes))


def back(text: str, other: Charter | None = None) -> Charter:
    data = read_regulation(text, acts=TITLES, beside=other)
    return without_lines(read_charter(written(data), known_acts=KNOWN_ACTS))


def meaning(charter: Charter) -> Any:
    """Return what a charter says: its parts called by their place in the text, rules in the order of the clauses."""
    data = as_data(charter)
    data |= {
        section: [data[section][place] for place in in_text_order(data, section)]
        for section in RULES
        if section in data
    }
    places = {section: {each["id"]: number for number, each in enumerate(data.get(section, ()))} for section in TARGETS}
    for section, field, target in REFERENCES:
        for entry in data.get(section, ()) if target in TARGETS else ():
            if (value := entry.get(field)) is not None:
                named = value if isinstance(value, list) else [value]
                entry[field] = [places[target].get(each, "beside") for each in named]
    for name in ("id", "body"):
        data.pop(name)
    return vietnamese(data)


def vietnamese(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: vietnamese(each) for key, each in value.items() if key not in {"id", "en"}}
    return [vietnamese(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("charter_id", shipped_charter_ids())
def test_a_shipped_charter_comes_back_whole_with_its_codes(charter_id: str) -> None:
    charter, other = shipped(charter_id), beside(charter_id)
    assert back(text_of(charter, other, with_codes=True), other) == without_lines(charter)


@pytest.mark.parametrize("charter_id", shipped_charter_ids())
def test_a_shipped_charter_comes_back_from_its_main_text_but_for_codes_and_english(charter_id: str) -> None:
    charter, other = shipped(charter_id), beside(charter_id)
    assert meaning(back(text_of(charter, other), other)) == meaning(charter)


@pytest.mark.parametrize("charter_id", ["HP20-inst", "NA-inst"])
def test_an_installation_instrument_comes_back_with_its_codes_even_alone(charter_id: str) -> None:
    charter = shipped(charter_id)
    assert back(text_of(charter, with_codes=True)) == without_lines(charter)


# Each example is a whole regulation, so a failing one is not made smaller.
SPOILT = text_of(shipped("TH"), with_codes=True)

examples = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@examples
@given(charter_data())
def test_any_charter_comes_back(data: dict[str, Any]) -> None:
    charter = normal(data)
    assert back(text_of(charter, with_codes=True)) == without_lines(charter)
    assert meaning(back(text_of(charter))) == meaning(charter)


@examples
@given(charter_data(), st.data())
def test_any_words_come_back(data: dict[str, Any], draw: st.DataObject) -> None:
    def odd() -> str:
        return draw.draw(ODD_WORDS)

    for section, name in (("clauses", "summary"), ("roles", "title"), ("units", "name")):
        for entry in data[section]:
            entry[name] = {"vi": odd(), "en": odd()}
    for entry in data["agencies"]:
        entry |= {"name": odd(), "short": odd()}
    for entry in data["seats"]:
        entry |= {"holder": draw.draw(st.none() | ODD_WORDS), "person": draw.draw(st.none() | ODD_WORDS)}
    data["signatures"][0] |= {"lines": [odd(), "", "{post}"], "seal": draw.draw(st.none() | ODD_WORDS)}
    data["series"][0] |= {"kind": odd(), "symbol": odd()}
    data["instrument"] |= {"title": {"vi": odd(), "en": odd()}, "replaces": [odd()], "signer_post": odd()}
    charter = normal(data)
    assert back(text_of(charter, with_codes=True)) == without_lines(charter)
    assert meaning(back(text_of(charter))) == meaning(charter)


def normal(data: dict[str, Any]) -> Charter:
    """Return the charter with its words in the form in which they are written: single spaces, composed letters."""
    return read_charter(written(as_data(read_charter(written(data), known_acts=KNOWN_ACTS))), known_acts=KNOWN_ACTS)


def test_no_two_words_of_the_language_are_alike() -> None:
    """A closed table whose words are alike could not be read back."""
    tables = [words.BEARERS, words.FACET_WORDS, words.FEATURE_WORDS, words.SETTING_WORDS, words.SEAT_WORDS]
    tables += [words.vietnamese(values) for values in vocabulary.FACETS.values()]
    tables += [
        words.vietnamese(table)
        for table in (vocabulary.CONDITIONS, vocabulary.SUBJECTS, vocabulary.SCOPES, vocabulary.CLAUSE_KINDS,
                      vocabulary.UNIT_KINDS, vocabulary.AGENCY_KINDS, vocabulary.DUTY_KINDS, TITLES)
    ]  # fmt: skip
    for table in tables:
        said = [word.lower() for word in table.values()]
        assert len(set(said)) == len(said)
    assert set(words.FACET_WORDS) == set(vocabulary.FACETS)
    assert {name for each in vocabulary.SETTINGS.values() for name in each} == set(words.SETTING_WORDS)


def faults(text: str) -> list[tuple[str | None, str]]:
    with pytest.raises(BadInput) as refused:
        read_regulation(text, acts=TITLES)
    return [(reason.field, reason.says.vi) for reason in refused.value.reasons]


def test_a_sentence_that_was_edited_is_understood_or_told_with_its_place() -> None:
    text = text_of(shipped("HP20"), with_codes=True)
    more = text.replace(
        "Họp định kỳ hằng quý của Ban”; loại việc: họp định kỳ; 3 tháng", "Họp”; loại việc: họp định kỳ; 2 tháng"
    )
    assert next(each for each in back(more).duties if each.id == "committee-meeting").months == 2
    wrong = text.replace("Trưởng ban được: cho ý kiến chỉ đạo, gia hạn, đôn đốc", "Trưởng ban được tùy nghi chỉ đạo")
    assert wrong != text
    ((place, says),) = faults(wrong)
    assert re.fullmatch(r"Điều \d+ khoản 3 điểm a", place or "")
    assert "tùy nghi" in says
    ((place, says),) = faults(text.replace("Trưởng ban được: quyết định;", "Trưởng phòng được: quyết định;"))
    assert "Không có chức danh “Trưởng phòng”" in says


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Theo khoản 1 Điều 6: Ban Chỉ đạo;", "Theo khoản 9 Điều 99: Ban Chỉ đạo;", "Không có khoản 9 Điều 99"),
        ("3 tháng một lần", "mỗi kỳ trăng", "không phải lời"),
        ("Số: 852; ký hiệu", "Số: 853; ký hiệu", "Phần đầu quyết định ghi 852"),
        ("Ngày ký: ngày 25 tháng 3 năm 2020", "Ngày ký: hôm qua", "không phải một ngày"),
        ("Nguyên tắc đối với Ban Chỉ đạo", "Những nguyên tắc lớn", "Tên điều"),
        ("gọi tắt: ", "còn gọi là: ", "Thiếu câu"),
        ("có hiệu lực kể từ ngày 25", "có hiệu lực kể từ ngày 26", "Phần đầu quyết định ghi 2020-03-26"),
        ("b) Trưởng ban được: quyết định;", "b) Trưởng bạn được: quyết định;", "Có phải là “Trưởng ban”?"),
        ("\n1. Bàn bạc dân chủ", "\nLời thêm vào.\n1. Bàn bạc dân chủ", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(old: str, new: str, said: str) -> None:
    text = text_of(shipped("HP20"))
    assert old in text
    assert any(said in says for _, says in faults(text.replace(old, new, 1)))


@pytest.mark.parametrize("how", ["wrapped", "decomposed", "windows", "fixed spaces"])
def test_what_a_file_does_to_a_text_does_not_matter(how: str) -> None:
    charter = shipped("HP20")
    text = text_of(charter, with_codes=True)
    wrapped = (textwrap.wrap(line, 88, break_on_hyphens=False) or [""] for line in text.split("\n"))
    done = {
        "wrapped": "\n".join(line for lines in wrapped for line in lines),
        "decomposed": unicodedata.normalize("NFD", text),
        "windows": text.replace("\n", "\r\n\r\n"),
        "fixed spaces": text.replace("Điều ", "Điều\u00a0"),
    }
    assert back(done[how]) == without_lines(charter)


def test_straight_quotation_marks_are_understood() -> None:
    text = text_of(shipped("HP20"), with_codes=True)
    typed = re.sub(r"(?m)^([a-zđ]\).*)$", lambda line: line.group().replace("“", '"').replace("”", '"'), text)
    assert typed != text
    assert back(typed) == back(text)


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_a_spoilt_text_is_told_and_never_breaks(draw: st.DataObject) -> None:
    lines = SPOILT.splitlines()
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(lines) - 1))
        how = draw.draw(st.sampled_from(["drop", "double", "cut", "swap", "write"]))
        other = draw.draw(st.integers(0, len(lines) - 1))
        if how == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        else:
            put = {"drop": [], "double": [lines[at]] * 2, "cut": [lines[at][: len(lines[at]) // 2]]}
            lines[at : at + 1] = put.get(how, [draw.draw(ODD_WORDS)])
        lines = lines or [""]
    with contextlib.suppress(BadInput):
        data = read_regulation("\n".join(lines), acts=TITLES)
        read_charter(written(data), known_acts=KNOWN_ACTS)


def test_rows_of_the_appendix_must_fit_the_text() -> None:
    text = text_of(shipped("HP20"), with_codes=True)
    assert "khớp" in str(faults(re.sub(r"(Khoản 1 Điều 10) “[^”]+”", r"\1 “Lời khác”", text, count=1)))
    assert "Phụ lục mã kể" in str(faults(text.replace("\n- chair;", "", 1)))


def test_another_text_is_not_taken_for_one_of_ours() -> None:
    assert "không phải quy chế viết theo mẫu câu" in str(faults("Điều 1. Phạm vi\nQuy chế này quy định."))


def test_the_written_regulation_is_one_that_the_general_reader_reads() -> None:
    law = read_law(text_of(shipped("HP20"), with_codes=True))
    assert (law.document.number, law.document.symbol, law.document.issued_on) == ("852", "QĐ-BCĐ", "2020-03-25")
    assert [part.role for part in law.parts] == ["decision", "regulation", "appendix", "appendix"]
    assert not law.problems
