"""The screens of the program, declared: which acts each offers, which features and duties it shows. From this and the
charters it follows which clauses people can see at work (`chidao clauses`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One page: its name in addresses, its title, the acts it offers, the features and kinds of duty it shows."""

    name: str
    title: Text
    acts: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


_SCREENS: Final[dict[str, Screen]] = {}


def declare(screen: Screen) -> Screen:
    """Add a screen to the registry. Raises ValueError if the name is taken by another."""
    if _SCREENS.setdefault(screen.name, screen) != screen:
        raise ValueError(f"two screens are called {screen.name}")
    return screen


def screens() -> tuple[Screen, ...]:
    """Return every screen, by name."""
    return tuple(_SCREENS[name] for name in sorted(_SCREENS))
