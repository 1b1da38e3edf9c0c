"""Files that a verb is told to read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same


def bytes_of(path: Path, field: str | None = None) -> bytes:
    """Return what a file holds. Raises NotFound for one that cannot be read, naming the `field` it was given in."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(Reason(code="no_such_file", says=_NO_FILE.filled(path=same(str(path))), field=field)) from error


_NO_FILE: Final = Text("Không đọc được tệp {path}.", "The file {path} cannot be read.")
