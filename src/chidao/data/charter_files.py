"""The edge where the charters that ship with the package are read; `instruments.charter_format` says what they mean."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def shipped_charter_ids() -> tuple[str, ...]:
    """Return the ids of the charters that ship, each before its installation instrument ("HP20", "HP20-inst")."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir() if _is_charter(file)))


def shipped_charter(charter_id: str) -> bytes:
    """Return the exact bytes of a charter that ships; KeyError when there is none of that id."""
    if charter_id not in shipped_charter_ids():
        raise KeyError(charter_id)
    return _folder().joinpath(f"{charter_id}.yaml").read_bytes()


def published_schema() -> str:
    """Return the text of the JSON Schema of a charter file."""
    return _folder().joinpath("charter.schema.json").read_text(encoding="utf-8")


def _folder() -> Traversable:
    return files("chidao.data").joinpath("charters")


def _is_charter(file: Traversable) -> bool:
    return file.name.endswith(".yaml")
