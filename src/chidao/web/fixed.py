"""Pieces that are alike on page after page are rendered once for what they show, and kept.

A piece is given only the values it names; whatever it shows is made of these and of nothing else, so that the same
values always give the same piece and nothing kept can be out of date or another reader's. What each request has of its
own, the token of forms and the address to come back to, is put in last.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Final

from django.template import Context, Engine
from django.utils.safestring import SafeString

Values = tuple[tuple[str, object], ...]

MOST_KEPT: Final = 2000
_TOKEN: Final = secrets.token_urlsafe(24)
_ADDRESS: Final = secrets.token_urlsafe(24)
"""What stands for the two while a piece is rendered: words that nobody could have written into it."""


class _Asking:
    """Stands for a request in a piece that asks it for its address only."""

    get_full_path: Final = _ADDRESS


def piece(engine: Engine, template: str, **values: object) -> SafeString:
    """Return a template of nothing but these values. It is kept where all of them can be told from others."""
    given = tuple(values.items())
    return SafeString((_kept if _is_plain(given) else rendered)(engine, template, given))


def piece_with_forms(
    engine: Engine, template: str, token: str, address: Callable[[], str], **values: object
) -> SafeString:
    """Return such a template with forms in it, that carry a request's token and the address to come back to."""
    shown: str = piece(engine, template, **values, csrf_token=_TOKEN if token else "", request=_ASKING)
    if _ADDRESS in shown:
        shown = shown.replace(_ADDRESS, escape(address()))
    return SafeString(shown.replace(_TOKEN, escape(token)))


def rendered(engine: Engine, template: str, values: Values) -> str:
    """Return a template of these values, kept nowhere."""
    return engine.get_template(template).render(Context(dict(values)))


@lru_cache(maxsize=MOST_KEPT)
def _kept(engine: Engine, template: str, values: Values) -> str:
    return rendered(engine, template, values)


def _is_plain(values: Values) -> bool:
    try:
        hash(values)
    except TypeError:
        return False
    return True


_ASKING: Final = _Asking()
