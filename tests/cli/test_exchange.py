"""`chidao exchange read`: a message is read and told, by people's words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chidao.cli.main import main
from chidao.exchange.edxml.writing import write_message
from tests.exchange.messages import sample

pytestmark = pytest.mark.only("sqlite")


def test_a_message_is_read(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "goi.edxml"
    file.write_bytes(write_message(sample()))
    assert main(["exchange", "read", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["message"]["header"]["document_id"] == "H24.05,2020/03/25,05/TB-BCĐ"
    assert told["message"]["attachments"][0]["data"]["size"] == 9
    assert told["signature"]["state"] == "none"
    file.write_bytes(write_message(sample()).replace(b"<Subject>", b"<Subjec>").replace(b"</Subject>", b"</Subjec>"))
    assert main(["exchange", "read", str(file)]) == 1
    assert "Thiếu Subject" in capsys.readouterr().out
