"""The edge where the data files that ship with the package are read; what they mean is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from chidao.kernel.days import Calendar, calendar_from_rows


def read_yaml(name: str) -> Any:
    """Return what stands in the data file `name` ("holidays.yaml"); OSError when there is none."""
    return yaml.safe_load(files("chidao.data").joinpath(name).read_text(encoding="utf-8"))


def holiday_rows() -> list[Mapping[str, object]]:
    """Return the dated rows of `holidays.yaml`, in the order of the file."""
    return list(read_yaml("holidays.yaml")["days"])


def weekly_rest_days() -> frozenset[int]:
    """Return the weekdays of rest of `holidays.yaml`, ISO numbers (6 = Saturday)."""
    return frozenset(read_yaml("holidays.yaml")["weekly_rest"]["weekdays"])


@cache
def working_calendar() -> Calendar:
    """Return the calendar of the data that ships with the package, read once a process."""
    return calendar_from_rows(holiday_rows(), weekly_rest=weekly_rest_days())
