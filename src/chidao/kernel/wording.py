"""Words for people, Vietnamese first and English beside it, kept together so that neither can be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in both languages of the interface.

    `vi` is what officials read; `en` is complete and plain. Both may carry `{name}` places filled by `filled`.
    """

    vi: str
    en: str

    def said_in(self, language: str) -> str:
        """Return the words in `language`; any language we do not speak is answered in Vietnamese."""
        return self.en if language == "en" else self.vi

    def filled(self, **values: object) -> Text:
        """Fill the `{name}` places of both wordings; a value that is itself a Text is said in the same language."""
        return Text(
            self.vi.format(**{name: _said(value, "vi") for name, value in values.items()}),
            self.en.format(**{name: _said(value, "en") for name, value in values.items()}),
        )

    def as_data(self) -> dict[str, str]:
        """Return `{"vi": …, "en": …}`, the shape in which wordings are stored and sent."""
        return {"vi": self.vi, "en": self.en}

    @classmethod
    def from_data(cls, data: Mapping[str, str] | str) -> Text:
        """Read what `as_data` wrote; a bare string stands for both languages (names are not translated)."""
        if isinstance(data, str):
            return cls(data, data)
        return cls(data["vi"], data.get("en") or data["vi"])

    def __str__(self) -> str:
        return self.vi


def same(words: str) -> Text:
    """Return a Text for words that are the same in both languages: names, symbols, numbers."""
    return Text(words, words)


def listed(items: list[Text], *, last: Text | None = None) -> Text:
    """Join wordings by commas, `last` (", ", " và "…) standing before the final one."""
    if len(items) < 2 or last is None:
        return Text(", ".join(item.vi for item in items), ", ".join(item.en for item in items))
    head, tail = listed(items[:-1]), items[-1]
    return Text(f"{head.vi}{last.vi}{tail.vi}", f"{head.en}{last.en}{tail.en}")


def _said(value: object, language: Language) -> object:
    return value.said_in(language) if isinstance(value, Text) else value
