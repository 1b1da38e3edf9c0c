from __future__ import annotations

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from chidao.kernel.citation_tokens import PART_NAMES
from chidao.kernel.citations import Citation, in_order, parse_citation, parse_citations
from chidao.kernel.errors import BadInput
from chidao.kernel.places import PLACE_KINDS, POINT_LETTERS, Place
from chidao.kernel.symbols import DocumentSymbol, parse_symbol

CLAUSES = Path(__file__).parents[3] / "shared" / "mission" / "clauses.yaml"
DECISION = DocumentSymbol(852, "QĐ-BCĐ")

numbers = st.integers(1, 200).map(str)
inserted = st.builds("{}{}".format, st.integers(1, 99), st.sampled_from(["", "a", "b", "đ"]))
points = st.sampled_from(POINT_LETTERS)
romans = st.sampled_from(["I", "II", "III", "IV", "IX", "XIV"])
by_kind: dict[str, st.SearchStrategy[Place]] = {
    **{kind: st.builds(Place, st.just(kind), inserted) for kind in ("article", "clause")},
    **{kind: st.builds(Place, st.just(kind), romans | numbers) for kind in ("appendix", "part", "chapter", "section")},
    **{kind: st.builds(Place, st.just(kind), points) for kind in ("point", "subpoint")},
    **{kind: st.builds(Place, st.just(kind), numbers) for kind in ("paragraph", "dash", "sentence", "organisation")},
    "duty": st.builds(Place, st.just("duty"), numbers, st.none() | st.just("BCĐ")),
    "bases": st.just(Place("bases")),
}


def path_of(places: list[Place]) -> tuple[Place, ...]:
    by_depth = {PLACE_KINDS[place.kind].depth: place for place in places}
    return tuple(by_depth[depth] for depth in sorted(by_depth))


paths = st.lists(st.sampled_from(sorted(by_kind)).flatmap(by_kind.__getitem__), min_size=1, max_size=4).map(path_of)
parts = st.sampled_from([*PART_NAMES, "Luật An ninh mạng"])
instruments = st.sampled_from(["852/QĐ-BCĐ", "23/2025/QĐ-TTg", "57-NQ/TW", "05/BNV-VP"]).map(parse_symbol)
citations = st.one_of(
    st.builds(Citation, paths),
    st.builds(Citation, paths, parts),
    st.builds(Citation, paths, st.none() | parts, instruments),
    st.builds(Citation, paths, parts, instruments, st.just(True)),
)


def read(text: str) -> list[str]:
    return [str(citation) for citation in parse_citations(text)]


class TestReadingOne:
    @pytest.mark.parametrize(
        ("typed", "full", "english", "short"),
        [
            (
                "điểm a khoản 2 Điều 4 Quy chế ban hành kèm theo 852/QĐ-BCĐ",
                "điểm a khoản 2 Điều 4 Quy chế ban hành kèm theo 852/QĐ-BCĐ",
                "point a, clause 2, Article 4 of the regulation issued with 852/QĐ-BCĐ",
                "Đ4.2a",
            ),
            (
                "Quy chế ban hành kèm theo Quyết định số 852/QĐ-BCĐ, Điều 4, khoản 2, điểm a",
                "điểm a khoản 2 Điều 4 Quy chế ban hành kèm theo 852/QĐ-BCĐ",
                "point a, clause 2, Article 4 of the regulation issued with 852/QĐ-BCĐ",
                "Đ4.2a",
            ),
            ("khoản 1 Điều 7", "khoản 1 Điều 7", "clause 1, Article 7", "Đ7.1"),
            ("Điều 7 khoản 1", "khoản 1 Điều 7", "clause 1, Article 7", "Đ7.1"),
            ("dieu 07, khoan 01", "khoản 1 Điều 7", "clause 1, Article 7", "Đ7.1"),
            ("Ð7.1", "khoản 1 Điều 7", "clause 1, Article 7", "Đ7.1"),
            ("Điều 4 khoản 2 điểm a", "điểm a khoản 2 Điều 4", "point a, clause 2, Article 4", "Đ4.2a"),
            ("QĐ Điều 2", "Điều 2 Quyết định", "Article 2 of the decision", "QĐ Đ2"),
            ("đoạn 8", "đoạn 8", "paragraph 8", "đoạn 8"),
            ("đoạn cuối", "đoạn cuối", "paragraph (last)", "đoạn cuối"),
            ("nhiệm vụ 2 gạch 1", "nhiệm vụ 2 gạch 1", "duty 2, dash 1", "nhiệm vụ 2 gạch 1"),
            ("nhiệm vụ BCĐ 5", "nhiệm vụ BCĐ 5", "duty “BCĐ” 5", "nhiệm vụ BCĐ 5"),
            ("thành viên 3", "thành viên 3", "members item 3", "thành viên 3"),
            ("tổ chức 4-5", "tổ chức 4-5", "organisation item 4-5", "tổ chức 4-5"),
            (
                "khoản 5 Điều 18 Nghị định số 30/2020/NĐ-CP",
                "khoản 5 Điều 18 Nghị định 30/2020/NĐ-CP",
                "clause 5, Article 18 of decree 30/2020/NĐ-CP",
                "Đ18.5",
            ),
            (
                "Phụ lục I ban hành kèm theo Nghị định số 30/2020/NĐ-CP",
                "Phụ lục I ban hành kèm theo 30/2020/NĐ-CP",
                "Appendix I issued with 30/2020/NĐ-CP",
                "Phụ lục I",
            ),
            (
                "Điều 5 Luật An ninh mạng số 116/2025/QH15",
                "Điều 5 Luật An ninh mạng 116/2025/QH15",
                "Article 5 of law “An ninh mạng” 116/2025/QH15",
                "Đ5",
            ),
            ("đoạn 2 khoản 1 Điều 3", "đoạn 2 khoản 1 Điều 3", "paragraph 2, clause 1, Article 3",
             "đoạn 2 khoản 1 Điều 3"),
        ],
    )  # fmt: skip
    def test_reads_and_prints(self, typed: str, full: str, english: str, short: str) -> None:
        citation = parse_citation(typed)
        assert (str(citation), citation.full().en, citation.short()) == (full, english, short)

    def test_names_the_parts(self) -> None:
        citation = parse_citation("điểm a khoản 2 Điều 4 Quy chế ban hành kèm theo 852/QĐ-BCĐ")
        assert citation == Citation.of(
            article=4, clause=2, point="a", part="Quy chế", instrument=DECISION, attached=True
        )
        assert (citation.article, citation.clause, citation.point) == ("4", "2", "a")
        assert citation.outward() == "Điều 4 khoản 2 điểm a"

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("", "empty"),
            ("  ; ", "empty"),
            ("Điều 7 này", "unread"),
            ("Điều 7 Luật này", "unread"),
            ("Điều", "unread"),
            ("15/5", "unread"),
            ("Điều IV", "number"),
            ("khoản 0", "number"),
            ("đoạn", "number"),
            ("khoản 2 điểm a Điều 4", "order"),
            ("khoản 1 khoản 2 Điều 4", "repeated"),
            ("điểm a và khoản 2 Điều 5", "ambiguous"),
            ("điểm a khoản 1, 2 Điều 5", "ambiguous"),
            ("Điều 5 Nghị định 30/2020/NĐ-CP, 852/QĐ-BCĐ", "ambiguous"),
            ("Điều 4 Quy chế ban hành kèm theo", "attached"),
            ("khoản 3-1 Điều 2", "range"),
            ("khoản 1 đến Điều 3", "range"),
            ("điểm a-f khoản 1", "range"),
            ("khoản 1-9999", "range"),
            ("khoản 1, 2 Điều 5", "many"),
            ("Điều 5; Điều 6", "many"),
            ("Điều 5 " * 100, "long"),
        ],
    )
    def test_refuses_with_its_reason_and_a_way_out(self, typed: str, code: str) -> None:
        with pytest.raises(BadInput) as refused:
            parse_citation(typed)
        reason = refused.value.reasons[0]
        assert reason.code == f"citation.{code}"
        assert reason.remedy is not None

    @given(citations)
    def test_what_is_printed_in_full_is_read_back(self, citation: Citation) -> None:
        assert parse_citation(str(citation)) == citation

    @given(paths)
    def test_a_chip_and_the_other_order_are_read_back(self, path: tuple[Place, ...]) -> None:
        citation = Citation(path)
        assert parse_citation(citation.short()) == citation
        assert parse_citation(citation.outward()) == citation

    @given(st.text(alphabet="Điềukhoảnđmabc 0123,;-/.()QĐBCvàđếncủagạch", max_size=60))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        with suppress(BadInput):
            assert parse_citations(text)

    @pytest.mark.parametrize(
        "text", ["đoạn " + "a " * 140 + "1x", "Luật " * 59 + "%", "a " * 149, "Luật " + "a " * 140]
    )
    def test_hostile_text_is_answered_quickly(self, text: str) -> None:
        started = time.perf_counter()
        with pytest.raises(BadInput):
            parse_citations(text + "#")
        assert time.perf_counter() - started < 1


class TestReadingLists:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("khoản 1, 2 Điều 5", ["khoản 1 Điều 5", "khoản 2 Điều 5"]),
            ("các khoản 1, 2 và 4 Điều 3", ["khoản 1 Điều 3", "khoản 2 Điều 3", "khoản 4 Điều 3"]),
            ("Điều 5 khoản 1, 2", ["khoản 1 Điều 5", "khoản 2 Điều 5"]),
            (
                "điểm a, b và c khoản 2, khoản 3 Điều 4",
                ["điểm a khoản 2 Điều 4", "điểm b khoản 2 Điều 4", "điểm c khoản 2 Điều 4", "khoản 3 Điều 4"],
            ),
            ("Điều 5 và khoản 1 Điều 6", ["Điều 5", "khoản 1 Điều 6"]),
            ("khoản 1 Điều 5, khoản 2 Điều 6", ["khoản 1 Điều 5", "khoản 2 Điều 6"]),
            ("Đ7.1, Đ4.2a", ["khoản 1 Điều 7", "điểm a khoản 2 Điều 4"]),
            ("từ khoản 1 đến khoản 3 Điều 5", ["khoản 1 Điều 5", "khoản 2 Điều 5", "khoản 3 Điều 5"]),
            ("điểm c - đ khoản 1", ["điểm c khoản 1", "điểm d khoản 1", "điểm đ khoản 1"]),
            ("tổ chức 4-5", ["tổ chức 4", "tổ chức 5"]),
            ("khoản 1-2 Điều 5; Điều 7", ["khoản 1 Điều 5", "khoản 2 Điều 5", "Điều 7"]),
            ("Điều 2, 3 Nghị định 30/2020/NĐ-CP",
             ["Điều 2 Nghị định 30/2020/NĐ-CP", "Điều 3 Nghị định 30/2020/NĐ-CP"]),
            ("Đ7.1; Điều 2 QĐ", ["khoản 1 Điều 7", "Điều 2 Quyết định"]),
        ],
    )  # fmt: skip
    def test_gives_each_place(self, typed: str, found: list[str]) -> None:
        assert read(typed) == found

    @given(st.lists(citations, min_size=1, max_size=4))
    def test_a_list_parted_by_semicolons_is_read_back(self, wanted: list[Citation]) -> None:
        typed = "; ".join(map(str, wanted))
        if len(typed) <= 300:
            assert parse_citations(typed) == tuple(wanted)

    @given(st.integers(1, 50), st.integers(1, 50))
    def test_a_range_has_every_place_between(self, first: int, length: int) -> None:
        found = parse_citations(f"khoản {first}-{first + length} Điều 5")
        assert [citation.clause for citation in found] == [str(first + step) for step in range(length + 1)]


class TestOrder:
    REGULATION = (
        "Điều 1; Điều 2; khoản 1 Điều 2; điểm a khoản 1 Điều 2; điểm d khoản 1 Điều 2; điểm đ khoản 1 Điều 2; "
        "điểm e khoản 1 Điều 2; khoản 1a Điều 2; khoản 2 Điều 2; khoản 10 Điều 2; Điều 2a; Điều 10; Điều 11"
    )

    @pytest.mark.parametrize(
        "text", [REGULATION, "Mục II; Mục IV; Mục IX; Mục X", "đoạn 2; đoạn 10; đoạn con dấu; đoạn cuối"]
    )
    def test_sorts_as_the_text_runs(self, text: str) -> None:
        wanted = list(parse_citations(text))
        shuffled = list(wanted)
        random.Random(3).shuffle(shuffled)
        assert in_order(shuffled) == wanted

    def test_a_decision_comes_before_the_regulation_attached_to_it(self) -> None:
        attached = parse_citation("Điều 1 Quy chế ban hành kèm theo 852/QĐ-BCĐ")
        assert in_order([attached, parse_citation("QĐ Điều 3")])[0].article == "3"

    @given(st.lists(citations, max_size=6))
    def test_any_citations_can_be_sorted(self, found: list[Citation]) -> None:
        assert in_order(in_order(found)) == in_order(found)


class TestMaking:
    def test_nothing_cited_is_refused(self) -> None:
        with pytest.raises(BadInput):
            Citation()

    def test_places_stand_outermost_first(self) -> None:
        with pytest.raises(BadInput):
            Citation((Place("clause", "1"), Place("article", "7")))


@pytest.mark.skipif(not CLAUSES.exists(), reason="the mission's clauses are not here")
def test_every_citation_of_the_mission_is_read_and_printed_back() -> None:
    cites = {row["cite"] for row in yaml.safe_load(CLAUSES.read_text(encoding="utf-8"))["clauses"]}
    assert len(cites) > 50
    for cite in cites:
        citation = parse_citation(cite)
        assert parse_citation(str(citation)) == parse_citation(citation.short()) == citation
        assert citation.part or citation.outward() == cite
