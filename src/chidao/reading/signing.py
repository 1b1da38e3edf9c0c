"""Who signed, and who receives (PURE): what stands under the body, also where two columns were read as one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from chidao.kernel.vietnamese import fold
from chidao.reading.agencies import begins_post, is_motto
from chidao.reading.marked import Marked
from chidao.reading.marks import loosely
from chidao.reading.tree import Signer

_RECIPIENTS: Final = re.compile(rf"\W*(?:{loosely('nơi')}\s+(?:\w{{3,5}}))\b\s*:?[\s|]*(?P<rest>.*)$")
_FORM: Final = re.compile(
    r"(?:^|[\s|])(?P<form>(?:T/UQ|T/M|K/T|T/L)(?=[\s.])|(?:TUQ|TM|KT|TL|Q)(?=\s?\.))\s?\.?\s?(?P<whom>[^\W\d_][^a-zđ\d]{1,120})$"
)
_TORN: Final = re.compile(r"(?:T/UQ|T/M|K/T|T/L|(?:TUQ|TM|KT|TL)\s?\.)$")
_SIGNED: Final = re.compile(r"[\[(\s]*(?:đã ký|đã kí|ký, đóng dấu|ký tên|ký|signed)[^\w]*:?\s*", re.IGNORECASE)
_BESIDE: Final = re.compile(r"\s+(?=(?:PHÓ|THỨ TRƯỞNG)\b)")
_TITLES: Final = re.compile(r"^(?:(?:GS|PGS|TS|ThS|BS|KS|Ths|Ts|LS)\s?\.\s?)+")
_ITEM: Final = re.compile(r"[-–—+•*·]\s*(?P<words>.+)$")
# Posts that are not in capitals: "Thứ trưởng", "Phó Chủ tịch".
_POST: Final = re.compile(
    r"(?i:(?:phó\s+)?(?:chủ\s+tịch|giám\s+đốc|chánh\s+\w+|tổng\s+\w+|thủ\s+tướng|chủ\s+nhiệm|bí\s+thư|(?:bộ|thứ|cục|vụ|viện|hiệu)"
    r"\s+trưởng))(?:\s[^\W\d]+){0,6}"
)
_STRAY: Final = re.compile(r"^[^\w(]+|[^\w)]+$")
_LINES: Final = 70
_LONGEST_POST: Final = 140


def is_name(words: str) -> bool:
    """Say whether words look like a person's name: two to five, each with a capital and small letters after it."""
    parts = words.split()
    return 2 <= len(parts) <= 5 and all(
        part.isalpha() and part[0].isupper() and part[1:] == part[1:].lower() for part in parts
    )


@dataclass(frozen=True, slots=True)
class Under:
    """What stands under a body: the signer, if any, and the recipients."""

    signer: Signer | None
    recipients: tuple[str, ...]


def under_body(text: Marked, first: int, until: int) -> Under:
    """Read the lines from `first` on that stand under a body; they end at line `until`."""
    last = min(until, first + _LINES)
    recipients: list[str] = []
    beside: list[tuple[int, str]] = []
    listing = False
    for index in range(first, last):
        words = text.all[index].text
        opened = _RECIPIENTS.match(words)
        if opened and not listing:
            listing = True
            beside += [(index, opened["rest"])] if opened["rest"].strip(" :|") else []
            continue
        listing, taken = _take_recipient(text, index, recipients, beside, listing=listing)
        if not taken and beside and _TORN.search(beside[-1][1]):
            beside[-1] = (index, f"{beside[-1][1]} {words}")
        elif not taken:
            beside.append((index, words))
    return Under(_signer(text, beside), tuple(each.strip(" ;.,") for each in recipients))


def _take_recipient(
    text: Marked, index: int, recipients: list[str], beside: list[tuple[int, str]], *, listing: bool
) -> tuple[bool, bool]:
    """Take a line of the list of recipients; return whether the list goes on, and whether the line was of it."""
    words = text.all[index].text
    item = _ITEM.match(words) if listing else None
    if item:
        own, other = _parted(item["words"])
        recipients.append(own)
        beside += [(index, other)] if other else []
        return not _is_last(own), True
    begins = not recipients or text.all[index - 1].text.endswith(";")
    if listing and begins and words.endswith(";") and not text.all[index].is_capitals and text.marks[index] is None:
        recipients.append(words.strip(" ;"))
        return not _is_last(recipients[-1]), True
    if listing and recipients and _is_last(words) and text.all[index - 1].text.endswith(";"):
        recipients.append(words)
        return False, True
    goes_on = listing and bool(recipients) and not text.all[index - 1].is_ended and not text.all[index].is_capitals
    if goes_on and not is_name(words):
        recipients[-1] = f"{recipients[-1]} {words.rstrip('; .')}"
        return not _is_last(recipients[-1]), True
    return listing, False


def _is_last(words: str) -> bool:
    return words.casefold().startswith(("lưu", "luu"))


def _parted(words: str) -> tuple[str, str]:
    """Part an item of the list from what was printed beside it in the other column."""
    end = words.rfind(";")
    own, other = (words[:end], words[end + 1 :].strip(" _.-|")) if end > 0 else (words, "")
    form = _FORM.search(words)
    if form and form.start() > 0:
        own, other = words[: form.start()], words[form.start() :].strip()
    is_something = bool(other) and (is_name(other) or _FORM.search(other) or (other.isupper() and len(other) > 7))
    if other and not is_something and any(len(word) > 3 and word.isalpha() for word in other.split()):
        own, other = words, ""
    return own.strip(" ;.").strip(), other if is_something else ""


@dataclass(slots=True)
class _Signature:
    """A signature as it is read, line by line; of two who sign side by side the first is kept."""

    forms: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    whom: str = ""
    name: str | None = None
    is_joint: bool = False
    lines: list[int] = field(default_factory=list)

    def take(self, index: int, kind: str, value: str) -> bool:
        """Take a line; return whether the signature goes on."""
        begun = bool(self.forms or self.posts)
        if kind == "end" or (kind == "name" and not begun):
            return not (kind == "end" and begun)
        if kind == "form":
            self._take_form(value)
        elif kind == "name":
            self.name = value
        elif kind in {"post", "piece"} and not self.is_joint:
            self._take_words(kind, value)
        self.lines += [index] if kind in {"form", "post", "name"} else []
        return self.name is None

    def _take_form(self, value: str) -> None:
        short, whom, *own = value.split("|")
        form = f"{short.replace('/', '')}."
        if form in self.forms:
            self.is_joint = True
        if not self.is_joint:
            self.forms.append(form)
            self.whom = whom
            self.posts += own

    def _take_words(self, kind: str, value: str) -> None:
        if self.forms and not self.posts and not begins_post(value):
            self.whom = f"{self.whom} {value}"
        elif kind == "post":
            _add_post(self.posts, value)


def _signer(text: Marked, beside: list[tuple[int, str]]) -> Signer | None:
    found = _Signature()
    for index, words in beside:
        if not found.take(index, *_kind_of(text, index, words)):
            break
    if not found.forms and not found.posts:
        return None
    span = text.span(text.all[found.lines[0]].start, text.all[found.lines[-1]].end)
    posts = tuple(post for post in found.posts if fold(post) != fold(found.whom))
    return Signer(span, tuple(found.forms), found.whom, posts, found.name)


def _kind_of(text: Marked, index: int, words: str) -> tuple[str, str]:
    """Say what a line of the signature is: a form with whom it is for, a post, a name, nothing, or no more of it.

    A "piece" is a word or two in capitals that may be the end of a name broken above it.
    """
    plain = words.strip(" \t[]|_")
    form = _FORM.search(plain)
    if form:
        whom = " ".join(form["whom"].split())
        return "form", f"{form['form']}|{_BESIDE.sub('|', whom) if form['form'].startswith('K') else whom}"
    rest = _TITLES.sub("", _SIGNED.sub("", plain, count=1).strip(" )]"))
    if is_name(rest) and not _POST.match(rest):
        return "name", " ".join(rest.split())
    return _kind_of_words(text, index, _STRAY.sub("", plain))


def _kind_of_words(text: Marked, index: int, plain: str) -> tuple[str, str]:
    letters = sum(char.isalpha() for char in plain)
    is_short = len(plain) < _LONGEST_POST and not is_motto(text.all[index])
    if is_short and ((letters > 1 and plain == plain.upper()) or _POST.fullmatch(plain)):
        return "post" if letters > 3 else "piece", " ".join(plain.split())
    return ("end", "") if letters > 60 or text.marks[index] is not None else ("", "")


def _add_post(posts: list[str], words: str) -> None:
    """Add a post; a line that does not begin as a post does goes on the one above."""
    if posts and not begins_post(words):
        posts[-1] = f"{posts[-1]} {words}"
    else:
        posts.append(words)
