"""Who signed, and who receives (PURE): what stands under the body, also where two columns were read as one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
_SIGNED: Final = re.compile(r"[\[(\s]*(?:đã ký|đã kí|ký, đóng dấu|ký tên|ký|signed)[^\w]*:?\s*", re.IGNORECASE)
_TITLES: Final = re.compile(r"^(?:(?:GS|PGS|TS|ThS|BS|KS|Ths|Ts|LS)\s?\.\s?)+")
_ITEM: Final = re.compile(r"[-–—+•*·]\s*(?P<words>.+)$")
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
        if not taken:
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


def _signer(text: Marked, beside: list[tuple[int, str]]) -> Signer | None:
    forms: list[str] = []
    posts: list[str] = []
    whom, name = "", None
    lines: list[int] = []
    for index, words in beside:
        kind, value = _kind_of(text, index, words)
        if kind == "form":
            forms.append(f"{value.partition('|')[0].replace('/', '')}.")
            whom = value.partition("|")[2]
        elif kind == "post":
            _add_post(posts, value)
        elif kind == "name" and (posts or forms):
            name = value
        elif kind == "end" and (posts or forms):
            break
        lines += [index] if kind in {"form", "post", "name"} else []
        if name:
            break
    if not forms and not posts:
        return None
    span = text.span(text.all[lines[0]].start, text.all[lines[-1]].end)
    return Signer(span, tuple(forms), whom, tuple(post for post in posts if fold(post) != fold(whom)), name)


def _kind_of(text: Marked, index: int, words: str) -> tuple[str, str]:
    """Say what a line of the signature is: a form with whom it is for, a post, a name, nothing, or no more of it."""
    plain = words.strip(" \t[]|_")
    form = _FORM.search(plain)
    if form:
        return "form", f"{form['form']}|{' '.join(form['whom'].split())}"
    rest = _SIGNED.sub("", plain, count=1).strip(" )]")
    rest = _TITLES.sub("", rest)
    if is_name(rest):
        return "name", " ".join(rest.split())
    plain = _STRAY.sub("", plain)
    letters = sum(char.isalpha() for char in plain)
    if letters > 3 and plain == plain.upper() and len(plain) < _LONGEST_POST and not is_motto(text.all[index]):
        return "post", " ".join(plain.split())
    return ("end", "") if letters > 60 or text.marks[index] is not None else ("", "")


def _add_post(posts: list[str], words: str) -> None:
    """Add a post; a line that does not begin as a post does goes on the one above."""
    if posts and not begins_post(words):
        posts[-1] = f"{posts[-1]} {words}"
    else:
        posts.append(words)
