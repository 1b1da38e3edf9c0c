"""Where a template's expressions run: texts and lists, loops and conditions, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NoReturn

from jinja2 import DictLoader, StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS: Final = frozenset({"upper", "lower", "capitalize", "trim", "join", "length", "default", "first", "last"})
"""What may be done to a value within a template."""
LOOP: Final = frozenset({"index", "index0", "first", "last", "length"})


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 without attributes but those of a loop, without calls, without sums that grow, undefined names refused."""

    intercepted_binops = frozenset({"*", "**", "%", "//"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, loader=DictLoader({}))
        self.globals.clear()
        self.filters = {name: each for name, each in self.filters.items() if name in FILTERS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether an attribute may be read: those of a loop that count."""
        return isinstance(obj, LoopContext) and attr in LOOP

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether something may be called: nothing is."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:
        """Refuse the signs by which a few letters make a huge value."""
        raise SecurityError(operator)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Read an item of a list by its number, and nothing else by any name."""
        if isinstance(obj, Mapping) or not isinstance(argument, int | slice):
            return self.unsafe_undefined(obj, str(argument))
        return super().getitem(obj, argument)
