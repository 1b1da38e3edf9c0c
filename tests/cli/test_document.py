"""`chidao document check`: exit codes and what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chidao.cli.main import main
from tests.documents.laid_out import as_bytes, decision
from tests.documents.planting import sized


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    document = decision()
    sized("SỞ KHOA", 16)(document)
    path = tmp_path / "quyet-dinh.docx"
    path.write_bytes(as_bytes(document))
    return path


def test_nothing_at_fault_gives_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tot.docx"
    path.write_bytes(as_bytes(decision()))
    assert main(["document", "check", str(path)]) == 0
    assert "Không thấy lỗi thể thức." in capsys.readouterr().out
    assert main(["document", "check", str(path), "--json", "--on", "2026-02-05"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["norm"], told["ok"], told["breaches"]) == ("tot.docx", "nd30-2020", True, [])
    assert {"national_name", "number", "kind", "basis", "signer"} <= {each["name"] for each in told["components"]}


def test_a_fault_gives_one_and_is_named_in_both_languages(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["document", "check", str(faulty), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    sizes = [each for each in told["breaches"] if each["rule"] == "issuer.size"]
    assert sizes == [
        {
            "rule": "issuer.size",
            "clause": "NĐ 30/2020, Phụ lục I mục II.2.d",
            "place": {"part": "main", "component": "issuer", "paragraph": 2, "words": "SỞ KHOA HỌC VÀ CÔNG NGHỆ"},
            "says": {"vi": "Cỡ chữ của tên cơ quan ban hành", "en": "Size of the issuer's name"},
            "found": {"vi": "16 pt", "en": "16 pt"},
            "wanted": {"vi": "từ 12 đến 13 pt", "en": "from 12 to 13 pt"},
        }
    ]
    assert main(["--lang", "en", "document", "check", str(faulty)]) == 1
    assert "it is 16 pt; wanted from 12 to 13 pt" in capsys.readouterr().out


def test_what_cannot_be_read_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hong.docx"
    path.write_bytes(b"PK\x03\x04")
    assert main(["document", "check", str(path)]) == 2
    assert main(["document", "check", str(tmp_path / "khong-co.docx")]) == 5
    assert "Không đọc được tệp" in capsys.readouterr().err
