"""Acts on instruments: entering a paper with its links and its provisions; looking again at what it rests on."""

from __future__ import annotations

from chidao.instruments.acts import reviewing
from chidao.instruments.acts.entering import LINKS, EnterInstrument, LinkTo, enter_charter, link_all

__all__ = ["LINKS", "EnterInstrument", "LinkTo", "enter_charter", "link_all", "reviewing"]
