from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import chidao.data
from chidao.kernel.errors import BadInput
from chidao.kernel.symbols import (
    COPY_KINDS,
    KINDS,
    KINDS_WITHOUT_ABBREVIATION,
    LAW_KINDS,
    AliasTable,
    DocumentSymbol,
    parse_symbol,
    same_symbol,
)

ALIAS_FILE = Path(chidao.data.__file__).with_name("symbol_aliases.yaml")


def shipped_aliases() -> AliasTable:
    return AliasTable.from_rows(yaml.safe_load(ALIAS_FILE.read_text(encoding="utf-8"))["aliases"])


groups = st.from_regex(r"[A-ZĐƯƠ][A-ZĐƯƠ0-9]{0,6}(&[A-Z]{1,3})?", fullmatch=True)
symbol_texts = st.builds(
    lambda year, parts: f"{year}/{'-'.join(parts)}" if year else "-".join(parts),
    st.none() | st.integers(1945, 2099),
    st.lists(groups | st.sampled_from([*KINDS, *LAW_KINDS]), min_size=1, max_size=4),
)
symbols = st.builds(DocumentSymbol, st.integers(1, 999_999), symbol_texts, st.sampled_from(["", "a", "đ", "bis"]))


class TestReading:
    @pytest.mark.parametrize(
        ("typed", "number", "symbol", "kind", "issuer", "unit"),
        [
            ("852/QĐ-BCĐ", 852, "QĐ-BCĐ", "QĐ", "BCĐ", None),
            ("05/BNV-VP", 5, "BNV-VP", None, "BNV", "VP"),
            ("23/2025/QĐ-TTg", 23, "2025/QĐ-TTg", "QĐ", "TTg", None),
            ("492/STTTT-CNTT", 492, "STTTT-CNTT", None, "STTTT", "CNTT"),
            ("116/2025/QH15", 116, "2025/QH15", None, "QH15", None),
            ("118/TTr-SKHCN", 118, "TTr-SKHCN", "TTr", "SKHCN", None),
            ("80/2013/TTLT-BTC-BNN", 80, "2013/TTLT-BTC-BNN", "TTLT", "BTC", "BNN"),
            ("57-NQ/TW", 57, "NQ/TW", "NQ", "TW", None),
            ("24/QD-BCDCDS", 24, "QD-BCDCDS", "QĐ", "BCDCDS", None),
            ("7/SKH&CN-VP", 7, "SKH&CN-VP", None, "SKH&CN", "VP"),
            ("12/QĐ", 12, "QĐ", "QĐ", None, None),
        ],
    )
    def test_takes_a_symbol_apart(
        self, typed: str, number: int, symbol: str, kind: str | None, issuer: str | None, unit: str | None
    ) -> None:
        read = parse_symbol(typed)
        assert (read.number, read.symbol, read.kind, read.issuer, read.unit) == (number, symbol, kind, issuer, unit)

    @pytest.mark.parametrize(
        "typed",
        ["Số: 852 / QĐ - BCĐ", "số 852/QÐ-BCÐ", " 852/Q\u2060Đ\u2011BC\u0110 ", "0852/QĐ–BCĐ", "852/QĐ-BCĐ"],
    )
    def test_spaces_dashes_and_look_alikes_do_not_matter(self, typed: str) -> None:
        assert parse_symbol(typed) == DocumentSymbol(852, "QĐ-BCĐ")

    @pytest.mark.parametrize(
        "typed",
        ["", "852", "QĐ-BCĐ", "07/12/2020", "15/5", "2/2025", "00/QĐ-BCĐ", "852/QĐ BCĐ", "57-NQ-TW", "852/QĐ--BCĐ",
         "852/QĐ-BCĐ nhé", "852/QĐ-", "1234567/QĐ", "852/QĐ-" + "B" * 200],
    )  # fmt: skip
    def test_what_is_no_symbol_is_refused_with_a_way_out(self, typed: str) -> None:
        with pytest.raises(BadInput) as refused:
            parse_symbol(typed)
        assert refused.value.reasons[0].code == "symbol.form"
        assert refused.value.reasons[0].remedy is not None

    @pytest.mark.parametrize(("number", "symbol"), [(0, "QĐ-BCĐ"), (1, ""), (1, "2020"), (-3, "QĐ")])
    def test_a_value_that_could_not_be_read_back_cannot_be_made(self, number: int, symbol: str) -> None:
        with pytest.raises(BadInput):
            DocumentSymbol(number, symbol)

    @given(symbols)
    def test_what_is_printed_is_read_back(self, symbol: DocumentSymbol) -> None:
        assert parse_symbol(str(symbol)) == symbol

    @given(st.text(max_size=40))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        with suppress(BadInput):
            assert parse_symbol(str(parse_symbol(text))) == parse_symbol(text)

    def test_numbers_below_ten_are_printed_with_a_zero(self) -> None:
        assert [str(DocumentSymbol(number, "BNV-VP")) for number in (5, 10)] == ["05/BNV-VP", "10/BNV-VP"]


class TestKinds:
    def test_the_decree_has_29_kinds_and_three_of_copies(self) -> None:
        assert len(KINDS) + len(KINDS_WITHOUT_ABBREVIATION) == 29
        assert set(COPY_KINDS) == {"SY", "TrS", "SL"}

    @pytest.mark.parametrize("kind", [*KINDS, *COPY_KINDS, *LAW_KINDS])
    def test_each_is_known_in_a_symbol(self, kind: str) -> None:
        read = parse_symbol(f"1/{kind}-UBND")
        assert (read.kind, read.issuer) == (kind, "UBND")
        assert read.kind_name is not None
        assert read.kind_name.en

    def test_an_abbreviation_without_marks_that_could_be_two_kinds_is_neither(self) -> None:
        assert parse_symbol("1/da-UBND").kind is None
        assert (parse_symbol("1/ĐA-UBND").kind, parse_symbol("1/DA-UBND").kind) == ("ĐA", "DA")


class TestSameness:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("24/QĐ-BCĐCĐS", "24/QĐ-BCDCDS"),
            ("24/QĐ-BCĐCĐS", "24/QD-BCDCDS"),
            ("24/QĐ-BCĐCĐS", "24/QĐ-BCĐCDS"),
            ("5/qđ-ubnd", "05/QĐ-UBND"),
            ("57-NQ/TW", "57/NQ-TƯ"),
            ("7/SKH&CN-VP", "07/SKHCN-VP"),
        ],
    )
    def test_other_spellings_of_one_document(self, one: str, other: str) -> None:
        aliases = shipped_aliases()
        assert same_symbol(parse_symbol(one), parse_symbol(other), aliases)
        assert same_symbol(parse_symbol(other), parse_symbol(one), aliases)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("24/QĐ-BCĐCĐS", "24/QĐ-BCĐ"),
            ("24/QĐ-BCĐCĐS", "42/QĐ-BCĐCĐS"),
            ("3/ĐA-UBND", "3/DA-UBND"),
            ("23/2025/QĐ-TTg", "23/QĐ-TTg"),
            ("5/BNV-VP", "5/BNV"),
            ("5/QĐ-BĐD", "5/QĐ-BDĐ"),
            ("5a/QĐ-UBND", "5/QĐ-UBND"),
        ],
    )
    def test_documents_told_apart(self, one: str, other: str) -> None:
        assert not same_symbol(parse_symbol(one), parse_symbol(other), shipped_aliases())

    def test_mixed_marks_need_a_row_of_the_table(self) -> None:
        assert not same_symbol(parse_symbol("24/QĐ-BCĐCĐS"), parse_symbol("24/QĐ-BCĐCDS"))

    def test_the_table_spells_a_symbol_as_its_issuer_does(self) -> None:
        assert str(shipped_aliases().canonical(parse_symbol("24/QD-bcdcds"))) == "24/QĐ-BCĐCĐS"

    @given(symbols)
    def test_a_symbol_is_itself_and_its_canonical_form(self, symbol: DocumentSymbol) -> None:
        aliases = shipped_aliases()
        assert same_symbol(symbol, symbol, aliases)
        assert same_symbol(symbol, aliases.canonical(symbol), aliases)

    def test_an_abbreviation_for_two_issuers_is_refused_with_its_row(self) -> None:
        rows = [{"issuer": "BCĐ", "aliases": ["BCD"]}, {"issuer": "BCA", "aliases": ["bcd", "BCÂ"]}]
        with pytest.raises(BadInput) as refused:
            AliasTable.from_rows(rows)
        assert [(reason.code, reason.row) for reason in refused.value.reasons] == [("alias.twice", 2)]

    @pytest.mark.parametrize(
        "row", [{}, {"issuer": "BCĐ"}, {"issuer": 5, "aliases": []}, {"issuer": "", "aliases": []}]
    )
    def test_a_row_of_another_shape_is_refused(self, row: dict[str, object]) -> None:
        with pytest.raises(BadInput) as refused:
            AliasTable.from_rows([row])
        assert refused.value.reasons[0].code == "alias.row"
