"""Whether the words after an article's number are its title or the beginning of what it says (PURE)."""

from __future__ import annotations

import re
from typing import Final

_SAYS: Final = re.compile(
    r"(?i:\b(?:này|như sau|sau đây|dưới đây|chịu trách nhiệm|có trách nhiệm thi hành|có hiệu lực|căn cứ vào|nay|bao gồm"
    r"|gồm|các (?:ông|bà|đồng chí)|có (?:nhiệm vụ|trách nhiệm|quyền)|nhằm|ban hành kèm theo|kèm theo)\b)"
)
_BEGINS_TO_DO: Final = re.compile(
    r"(?i:(?:nay )?(?:thành lập|kiện toàn|ban hành|phê duyệt|giao|bổ nhiệm|cử|phân công|đổi tên|lấy"
    r"|công nhận|bãi bỏ|thay thế|sửa đổi)\b)"
)
_TELLS: Final = re.compile(r"(?i:\b(?:chịu trách nhiệm|có trách nhiệm|này có hiệu lực)\b)")
_LONGEST, _MOST_WORDS_STOPPED, _MOST_WORDS_BEFORE_COLON = 300, 30, 18


def is_title(words: str, after: str) -> str | None:
    """Return the title that the words are, its stop left out, or None; `after` is "items", "words" or "nothing"."""
    count = len(words.split())
    if _TELLS.search(words):
        return None
    if not words or len(words) > _LONGEST or words.endswith((";", ",", "./.")):
        return None
    if words.endswith("."):
        return words[:-1].rstrip() if _is_stopped_title(words, count, after) else None
    if words.endswith(":"):
        short = count <= _MOST_WORDS_BEFORE_COLON and after == "items"
        return words[:-1].rstrip() if short and not _SAYS.search(words) and not _BEGINS_TO_DO.match(words) else None
    if after == "nothing":
        return words if count <= 14 and not _SAYS.search(words) and not _BEGINS_TO_DO.match(words) else None
    return words if after == "words" or not _BEGINS_TO_DO.match(words) or not _SAYS.search(words) else None


def _is_stopped_title(words: str, count: int, after: str) -> bool:
    """Say whether words that end in a full stop are a title all the same: one short phrase with items under it."""
    if after != "items" or count > _MOST_WORDS_STOPPED or ". " in words or _SAYS.search(words):
        return False
    return not _BEGINS_TO_DO.match(words)
