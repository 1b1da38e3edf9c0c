"""What papers that come in are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chidao.documents.acts.incoming.registering import INCOMING_KINDS
from chidao.documents.incoming.rules import SETTLINGS, URGENCIES, WAYS
from chidao.kernel.wording import Text

URGENCY_SHAPES: Final[Mapping[str, Text]] = {
    key: Text(f"‼ {words.vi}", f"‼ {words.en}") for key, words in URGENCIES.items()
}
OTHER: Final = Text("Văn bản", "paper")
WAY_WORDS: Final = WAYS
SETTLED_WORDS: Final = SETTLINGS


def kind_said(kind: str) -> Text:
    """Return the name of a kind of paper."""
    return INCOMING_KINDS.get(kind, OTHER)
