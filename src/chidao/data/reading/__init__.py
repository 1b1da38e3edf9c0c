"""The edge where the words by which rules are known are read; what they mean is decided in `reading.norms`."""

from __future__ import annotations

from functools import cache
from typing import Any

from chidao.data.loading import read_yaml
from chidao.reading.norms.words import Words, words_from


@cache
def norm_words() -> Words:
    """Return the words and turns of phrase that ship with the package, read once a process."""
    return words_from({**read_yaml("reading/words.yaml"), "acts": read_yaml("reading/acts.yaml")})


@cache
def draft_rules() -> dict[str, Any]:
    """Return what a draft makes of the norms found: titles, powers, principles (`drafts.yaml`)."""
    rules: dict[str, Any] = read_yaml("reading/drafts.yaml")
    return rules


@cache
def installing_rules() -> dict[str, Any]:
    """Return what is asked beside a text and the standard installation instrument (`installing.yaml`)."""
    rules: dict[str, Any] = read_yaml("reading/installing.yaml")
    return rules
