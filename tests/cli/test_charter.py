"""`chidao charter`: written out, read back, made from the model, compared."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from chidao.cli.main import main
from chidao.data.charter_files import shipped_charter
from chidao.instruments.charter_format import read_charter
from chidao.instruments.writing.data import as_data
from tests.instruments.charters import KNOWN_ACTS, shipped

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]  # written out, not asked for

FIELDS = ("name=Ban Chỉ đạo xã Sông Trăng", "place=Sông Trăng", "level=xã", "standing_body=Phòng Văn hóa")


class Out:
    """Runs `chidao charter` and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.err = ""

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        self.capsys.readouterr()
        found = main(["charter", *map(str, words)])
        out, self.err = self.capsys.readouterr()
        assert found == code, self.err
        return out


@pytest.fixture
def charter(capsys: pytest.CaptureFixture[str]) -> Out:
    return Out(capsys)


@pytest.fixture
def hp20(tmp_path: Path) -> Path:
    path = tmp_path / "HP20.yaml"
    path.write_bytes(shipped_charter("HP20"))
    return path


@pytest.mark.parametrize("form", ["txt", "docx", "xml"])
def test_what_is_written_is_drafted_back(charter: Out, hp20: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form}"
    options = {"docx": ("--docx", file), "xml": ("--akn",), "txt": ("--text",)}[form]
    printed = charter("write", hp20, *options, "--with-codes", "--place", "Nơi ấy")
    if form != "docx":
        file.write_text(printed, encoding="utf-8")
    drafted = charter("draft", file)
    back = read_charter(drafted.encode(), known_acts=KNOWN_ACTS)
    assert as_data(back) == as_data(shipped("HP20"))


def test_an_installation_instrument_is_written_beside_its_charter(charter: Out, hp20: Path, tmp_path: Path) -> None:
    inst, text = tmp_path / "inst.yaml", tmp_path / "inst.txt"
    inst.write_bytes(shipped_charter("HP20-inst"))
    text.write_text(charter("write", inst, "--beside", hp20, "--with-codes"), encoding="utf-8")
    assert "bổ trợ" in text.read_text(encoding="utf-8")
    assert yaml.safe_load(charter("draft", text, "--beside", hp20))["complements"] == "HP20"


def test_a_sentence_that_is_not_understood_is_told_with_its_place_and_line(
    charter: Out, hp20: Path, tmp_path: Path
) -> None:
    text = tmp_path / "a.txt"
    said = charter("write", hp20).replace("3 tháng một lần", "cứ ba tháng thì họp", 1)
    text.write_text(said, encoding="utf-8")
    charter("draft", text, code=2)
    line = next(number for number, each in enumerate(said.splitlines(), 1) if "cứ ba tháng" in each)
    assert f":{line}: " in charter.err
    assert "Điều" in charter.err


def test_the_model_is_filled_in_and_stands_the_check(charter: Out, tmp_path: Path) -> None:
    sets = [word for each in (*FIELDS, "members=Phòng Kinh tế\\nCông an xã") for word in ("--set", each)]
    file = tmp_path / "model.yaml"
    file.write_text(charter("model", *sets), encoding="utf-8")
    assert "BCDXST" in charter("check", file)
    assert "Trưởng Công an xã" in file.read_text(encoding="utf-8")


def test_what_the_model_lacks_is_told(charter: Out) -> None:
    charter("model", code=2)
    assert "standing_body" in charter.err
    charter("model", "--set", "color=red", code=2)
    assert "color" in charter.err
    charter("model", "x.yaml", code=2)


def test_two_charters_are_compared_clause_by_clause(charter: Out, hp20: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.yaml"
    later.write_text(hp20.read_text(encoding="utf-8").replace("gọi họp và chủ trì", "mời họp và chủ trì", 1))
    said = charter("compare", hp20, later)
    assert "~ Điều 3 khoản 3 (HP20-3.3)" in said
    assert "[-gọi-] {+mời+}" in said
    assert charter("compare", hp20, hp20).strip() == "Hai bản giống nhau."


def test_charters_of_different_ids_and_texts_are_compared_by_likeness(charter: Out, hp20: Path, tmp_path: Path) -> None:
    other = tmp_path / "HP22.yaml"
    other.write_bytes(shipped_charter("HP22"))
    assert "+ " in charter("compare", hp20, other)
    text = tmp_path / "a.txt"
    text.write_text(charter("write", hp20).replace("Bàn bạc dân chủ", "Bàn bạc rộng rãi"), encoding="utf-8")
    said = charter("compare", hp20, text)
    assert said.count("\n    ") == 1, "one passage differs"
    assert "[-dân chủ,-] {+rộng rãi,+}" in said
