"""The table of retention that is in use: what ships with the program, or what an administrator put in its place."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml
from django.conf import settings

from chidao.archive.rules import Retention, retention_from
from chidao.data.loading import read_yaml
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text

FILE: Final = "retention.yaml"


def retention() -> Retention:
    """Return the table: of CHIDAO_HOME/data/retention.yaml where there is one, else the one that ships.

    A corrected file is taken up at once, without a restart. Raises BadInput where it cannot be read as a table.
    """
    own = settings.CHIDAO_HOME / "data" / FILE
    return _read(own, own.stat().st_mtime_ns) if own.is_file() else _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Retention:
    return retention_from(read_yaml(FILE))


@lru_cache(maxsize=4)
def _read(place: Path, _changed: int) -> Retention:
    try:
        data = yaml.safe_load(place.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(Reason(code="retention_unreadable", says=_UNREADABLE)) from error
    return retention_from(data)


_UNREADABLE: Final = Text(
    "Bảng thời hạn lưu trữ của bản cài đặt không đọc được; sửa lại data/retention.yaml.",
    "The installation's table of retention cannot be read; correct data/retention.yaml.",
)
