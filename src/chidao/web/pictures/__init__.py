"""Pictures made on the server: pure functions from frozen values to HTML or SVG that needs no script.

Every picture has a name and a description for those who do not see it, says its states by a shape and a word beside
the colour, and carries no style of its own, so that light, dark and print are the style sheet's affair.
"""

from __future__ import annotations

from chidao.web.pictures.calendar import DutyCell, DutyRow, DutyYear, duty_calendar
from chidao.web.pictures.chain import Chain, ChainLink, ChainNode, instrument_chain
from chidao.web.pictures.days import day_words, weekday_day_words
from chidao.web.pictures.heat import HeatCell, HeatMap, HeatRow, heat_map
from chidao.web.pictures.path import Path, PathPoint, path_to_full
from chidao.web.pictures.seats import Seat, SeatChart, seat_chart

__all__ = [
    "Chain",
    "ChainLink",
    "ChainNode",
    "DutyCell",
    "DutyRow",
    "DutyYear",
    "HeatCell",
    "HeatMap",
    "HeatRow",
    "Path",
    "PathPoint",
    "Seat",
    "SeatChart",
    "day_words",
    "duty_calendar",
    "heat_map",
    "instrument_chain",
    "path_to_full",
    "seat_chart",
    "weekday_day_words",
]
