"""Drafts of charters: what the text says is proposed, with its place; what it does not say is asked, not made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from chidao.acts.registry import act_names
from chidao.data.charter_files import shipped_charter
from chidao.data.reading import draft_rules, norm_words
from chidao.instruments.charter_format import read_charter
from chidao.kernel.vietnamese import fold
from chidao.reading.charter_draft import Draft, draft_as_yaml, draft_charter
from chidao.reading.norms import find_norms
from chidao.reading.reader import read_law

SHARED: Final = Path(__file__).parents[3] / "shared"
SEEDS: Final = {
    "HP22": "000_524b8ea40390247a.txt", "TH": "001_d207213e46d453da.txt", "HP20": "002_bb60227291e1789f.txt",
    "TTH": "003_80fe911d94c4dac0.txt", "NA": "004_3fce249dd028ee09.txt",
}  # fmt: skip

REGULATION: Final = """BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ
Số: 12/QĐ-BCĐ
Bình Minh, ngày 05 tháng 02 năm 2024

QUYẾT ĐỊNH
Ban hành Quy chế hoạt động của Ban Chỉ đạo Chuyển đổi số

Điều 1. Ban hành kèm theo Quyết định này Quy chế hoạt động của Ban Chỉ đạo Chuyển đổi số.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 07/QĐ-BCĐ ngày 03/3/2021.

QUY CHẾ
Hoạt động của Ban Chỉ đạo Chuyển đổi số
(Ban hành kèm theo Quyết định số 12/QĐ-BCĐ ngày 05 tháng 02 năm 2024)

Điều 1. Thành phần
1. Trưởng ban: Chủ tịch UBND huyện.
2. Phó Trưởng ban Thường trực: Phó Chủ tịch UBND huyện.
3. Các Ủy viên:
a) Trưởng phòng Văn hóa và Thông tin;
b) Trưởng Công an huyện.
Điều 2. Chế độ họp
1. Ban Chỉ đạo họp định kỳ 02 tháng một lần.
2. Trưởng ban triệu tập và chủ trì các cuộc họp của Ban Chỉ đạo.
3. Khi Trưởng ban vắng mặt, Phó Trưởng ban Thường trực thay mặt Trưởng ban lãnh đạo công tác của Ban Chỉ đạo.
Điều 3. Con dấu
Trưởng ban, Phó Trưởng ban Thường trực sử dụng con dấu của UBND huyện, thành viên khác dùng con dấu của cơ quan mình.
"""


def drafted(text: str, **named: str) -> Draft:
    law = read_law(text)
    return draft_charter(law, find_norms(law, norm_words()), norm_words(), draft_rules(), **named)


def seed(charter: str) -> str:
    path = SHARED / "seeds" / SEEDS[charter]
    if not path.exists():
        pytest.skip("the seeds are not here")
    return path.read_text(encoding="utf-8")


# -- comparing with the charters written by hand ----------------------------------------------------------------------


def plain(words: str | None) -> str:
    """Return a name as it is compared: the people's committee in full, the place of a province left out."""
    said = fold(words or "").replace("uy ban nhan dan", "ubnd").replace(",", " va")
    said = re.sub(r"\b(tinh|thanh pho)( (?:hai phong|thanh hoa|thua thien hue|nghe an))\b", r"\1", said)
    return " ".join(re.sub(r"\bchuyen gia\b|\blanh dao\b|\bva\b", " ", said).split())


def _head(charter: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    paper = charter["instrument"]
    for key in ("number", "symbol", "kind", "signed_on", "signer_name"):
        if paper.get(key):
            yield "head", key, paper[key]
    if paper.get("effective_on"):
        yield "head", "effective_on", paper["effective_on"]
    yield from (("head", "base", base) for base in paper.get("bases", ()) if "/" in base)
    yield from (("head", "replaces", other) for other in paper.get("replaces", ()))
    yield "head", "name", plain(charter["name"]["vi"])
    yield "head", "issuer", plain(paper["issuer"]).removesuffix(" tinh")
    if "former_name" in charter:
        yield "head", "former_name", plain(charter["former_name"]["vi"])


def _lists(charter: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    names = {agency["id"]: plain(agency["name"]) for agency in charter.get("agencies", ())}
    yield from (("agency", name) for name in names.values())
    yield from (("unit", unit["kind"]) for unit in charter["units"] if unit["kind"] != "public")
    yield from (("role", role["id"]) for role in charter["roles"] if role["id"] != "public")
    for seat in charter.get("seats", ()):
        key = seat["id"] if not (seat.get("holder") or seat.get("agency")) else ""
        yield (
            "seat",
            seat["role"],
            plain(seat.get("holder")),
            names.get(seat.get("agency", ""), ""),
            seat.get("person"),
            key,
        )


def _rules(charter: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for power in charter.get("powers", ()):
        yield from (("power", role, act) for role in power["roles"] for act in power["acts"])
    yield from (("stand_in", one["role"], one["stands_for"]) for one in charter.get("stand_ins", ()))
    for duty in charter.get("duties", ()):
        yield "duty", duty["what"], duty["unit"], duty["months"], str(duty.get("only", {}).get("review", ""))
    for one in charter.get("signatures", ()):
        yield "signature", one["role"], one["standing_in"], plain(one["seal"]), one.get("seal_of")
    yield from (("count", one["unit"], one["stated"]) for one in charter.get("counts", ()) if one["stated"] is not None)
    yield from (("limit", tuple(one["acts"])) for one in charter.get("limits", ()))
    yield from (("principle", one["feature"]) for one in charter.get("principles", ()))
    yield from (("field", one["lead"].split("-")[0]) for one in charter.get("fields", ()))


def compared(charter: dict[str, Any]) -> set[tuple[Any, ...]]:
    return {*_head(charter), *_lists(charter), *_rules(charter)}


@pytest.mark.parametrize("charter", sorted(SEEDS))
def test_a_draft_agrees_with_the_charter_written_by_hand(charter: str, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand = compared(yaml.safe_load(shipped_charter(charter)))
    read = compared(drafted(seed(charter)).charter)
    agreed = len(by_hand & read)
    with capsys.disabled():
        print(f"\n  {charter}: {agreed} of {len(by_hand)} entries ({agreed / len(by_hand):.0%})", end=" ")
        print(f"and {len(read - by_hand)} more")
    assert agreed >= 0.9 * len(by_hand), sorted(map(str, by_hand - read))
    assert len(read - by_hand) <= 0.1 * len(by_hand), sorted(map(str, read - by_hand))


@pytest.mark.parametrize("charter", sorted(SEEDS))
def test_a_draft_of_a_seed_is_a_charter(charter: str) -> None:
    written = draft_as_yaml(drafted(seed(charter), charter_id=charter, body=charter))
    assert read_charter(written.encode(), known_acts=act_names()).id == charter


def test_a_draft_is_a_charter_with_what_the_text_says() -> None:
    charter = read_charter(draft_as_yaml(drafted(REGULATION)).encode(), known_acts=act_names())
    assert (charter.instrument.number, charter.instrument.symbol) == ("12", "QĐ-BCĐ")
    assert charter.instrument.replaces == ("07/QĐ-BCĐ",)
    assert [(seat.role, seat.holder) for seat in charter.seats] == [
        ("chair", "Chủ tịch UBND huyện"), ("standing_vice_chair", "Phó Chủ tịch UBND huyện"),
        ("member", "Trưởng phòng Văn hóa và Thông tin"), ("member", "Trưởng Công an huyện"),
    ]  # fmt: skip
    assert [(duty.what, duty.unit, duty.months) for duty in charter.duties] == [("meeting", "committee", 2)]
    assert [(one.role, one.stands_for) for one in charter.stand_ins] == [("standing_vice_chair", "chair")]
    assert {(one.role, one.seal, one.seal_of) for one in charter.signatures if not one.standing_in} == {
        ("chair", "UBND huyện", None), ("standing_vice_chair", "UBND huyện", None), ("member", None, "own_agency"),
    }  # fmt: skip
    assert ("chair", "convene_meeting") in {(role, power.act) for power in charter.powers for role in power.roles}


def test_every_entry_says_where_it_was_read() -> None:
    draft = drafted(REGULATION)
    said = {(one.section, one.index) for one in draft.proposals}
    entries = {
        (name, index) for name, value in draft.charter.items() if isinstance(value, list) for index in range(len(value))
    }
    assert entries == said
    assert all(
        0 <= one.span.start <= one.span.end <= len(REGULATION) and 0 < one.confidence <= 1 for one in draft.proposals
    )


def test_what_a_text_does_not_say_is_missing_and_not_made_up() -> None:
    draft = drafted(
        "QUYẾT ĐỊNH\nĐiều 1. Thành lập Ban Chỉ đạo Chuyển đổi số.\nĐiều 2. Ban Chỉ đạo làm việc kiêm nhiệm.\n"
    )
    assert draft.charter["instrument"]["number"] is None
    assert {"instrument.number", "instrument.signed_on", "duties.meeting"} <= set(draft.missing)
    assert "seats" not in draft.charter
    assert "duties" not in draft.charter
