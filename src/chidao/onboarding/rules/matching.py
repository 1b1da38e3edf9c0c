"""Agencies and posts that the installation knows already, found by their names (PURE)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from chidao.kernel.vietnamese import fold
from chidao.onboarding.rules.state import Match

ALIKE: Final = 0.72
"""From this likeness on a known agency is offered."""
_MOST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAgency:
    """An agency of the installation: its code, the body it was entered for, and all it is or was called."""

    code: str
    body: str
    name: str
    kind: str
    short: str
    names: tuple[str, ...] = ()


def matches_for(name: str, known: Sequence[KnownAgency]) -> tuple[Match, ...]:
    """Return the known agencies that one of a name may be, the most alike first."""
    found = [
        Match(code=each.code, name=each.name, body=each.body, likeness=like)
        for each in known
        if (like := max((likeness(name, other) for other in (each.name, *each.names)), default=0.0)) >= ALIKE
    ]
    return tuple(sorted(found, key=lambda match: (-match.likeness, match.code))[:_MOST])


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1; 1 says the same words, abbreviations written out."""
    first, second = plain(one), plain(other)
    if first == second:
        return 1.0
    mine, theirs = _words(first), _words(second)
    both = len(mine & theirs)
    shared = both / max(len(mine) + len(theirs) - both, 1)
    # Names of agencies share their first words ("Sở …"): what counts is what they do not share.
    if shared < 0.5:
        return shared
    return min(0.99, 0.6 * shared + 0.4 * SequenceMatcher(None, first, second, autojunk=False).ratio())


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """Return a name folded, its abbreviations written out: "UBND TP" and "Ủy ban nhân dân thành phố" are the same."""
    words = re.findall(r"[\w&]+", fold(name).replace("-", " "))
    whole = " ".join(_WRITTEN_OUT.get(word, word) for word in words)
    return " ".join(word for word in whole.split() if word not in _JOINING)


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    return frozenset(name.split())


def same_post(title: str, known: Iterable[str]) -> str | None:
    """Return the known title that says the same post, if there is one."""
    wanted = plain(title)
    return next((each for each in known if plain(each) == wanted), None)


_JOINING: Final = frozenset({"va", "cua", "cac"})
_WRITTEN_OUT: Final[Mapping[str, str]] = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tp": "thanh pho",
    "vp": "van phong",
    "gd": "giam doc",
    "cntt": "cong nghe thong tin",
    "tt&tt": "thong tin truyen thong",
    "tttt": "thong tin truyen thong",
    "kh&dt": "ke hoach dau tu",
    "kh&cn": "khoa hoc cong nghe",
    "khcn": "khoa hoc cong nghe",
    "gd&dt": "giao duc dao tao",
    "gddt": "giao duc dao tao",
    "tn&mt": "tai nguyen moi truong",
    "tnmt": "tai nguyen moi truong",
    "nn&ptnt": "nong nghiep phat trien nong thon",
    "nn&mt": "nong nghiep moi truong",
    "ptnt": "phat trien nong thon",
    "vh&tt": "van hoa the thao",
    "vhttdl": "van hoa the thao du lich",
    "gtvt": "giao thong van tai",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "&": "va",
}
