"""How a letterhead names who issues (PURE): the words that names of bodies and posts begin with, and the mottoes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from chidao.kernel.vietnamese import fold
from chidao.reading.lines import Line

_MOTTO: Final = re.compile(r"(?:cong hoa xa hoi chu nghia|cong hoa xhcn|doc lap\W{1,4}tu do|dang cong san viet nam)")
_MOTTO_CUT: Final = re.compile(
    r"(?i:(?:c[^\W\d_]{2,4}\s+h[^\W\d_]{1,2}\s+x[^\W\d_]{1,2}\s+h[^\W\d_]{2}\s+ch[^\W\d_]{1,2}\s+ngh[^\W\d_]{2,3}|đảng\s+c[^\W\d_]{2,4}\s+s[^\W\d_]n\s+vi[^\W\d_]t)"
    r"|đ[^\W\d_]c\s+l[^\W\d_]p\W{1,4}t[^\W\d_]\s+do).*$"
)
_BEGINS: Final = re.compile(
    r"(?:chinh phu|thu tuong|quoc hoi|uy ban|ubnd|hoi dong|hdnd|bo |so |ban |bcd|cuc |tong cuc|vu |van phong|vien "
    r"|toa an|ngan hang|kiem toan|(?:tinh|thanh|huyen|quan|xa|phuong|dang|thi) uy|dang bo|trung tam|truong |cong an"
    r"|bao hiem|phong (?!chong)|to (?:cong tac|giup viec|chuyen gia)|chi cuc|lien doan"
    r"|dai hoc|hoc vien|benh vien|tap doan|tong cong ty"
    r"|cong ty|mat tran|hoi |doan |chu tich|bch |thanh tra|kho bac|bo tu lenh|tong lien doan|uy vien)"
)
_HEADS: Final = re.compile(
    r"(?:chu tich|pho |truong |giam doc|tong giam doc|bo truong|thu truong|bi thu|chanh |tong |thu tuong|thong doc"
    r"|vien truong|cuc truong|vu truong|hieu truong|to truong|to pho|q\. |quyen |tm\.|kt\.|thuong truc|uy vien"
    r"|thu ky|nguoi dai dien)"
)
_NUMBER: Final = re.compile(r"(?:^|\s)(?:Số|SỐ|So|Sô|Só|S6)\s?[:.].*$")
_RULES: Final = re.compile(r"[-—–_=*~.\s|]{3,}")


def is_motto(line: Line) -> bool:
    """Say whether a line is the country's name, its motto, or the Party's name."""
    return _MOTTO.search(line.folded) is not None


def begins_body(words: str) -> bool:
    """Say whether words begin as the name of a body, or of an office that issues by itself, does."""
    return _BEGINS.match(fold(words[:60]) + " ") is not None


def begins_post(words: str) -> bool:
    """Say whether words begin as the name of a post does."""
    return _HEADS.match(fold(words[:60]) + " ") is not None


def letterhead(lines: Sequence[Line]) -> list[str]:
    """Return the bodies named in the lines of a letterhead, the highest first."""
    found: list[str] = []
    last: Line | None = None
    for line, words in _bare(lines):
        goes_on = last is not None and (last.leads_on or not begins_body(words) or _leads_on(found[-1]))
        if found and goes_on and last is not None and line.start - last.end < 120:
            found[-1] = f"{found[-1]} {words}"
        elif begins_body(words) and words not in found:
            found.append(words)
        else:
            continue
        last = line
    return found


def _bare(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield the lines in capitals with what is printed beside them in the other column cut off."""
    for line in lines:
        words = _RULES.sub(" ", _NUMBER.sub("", _MOTTO_CUT.sub("", line.text))).strip(" *|")
        letters = [char for char in words if char.isalpha()]
        if len(letters) > 2 and sum(char.isupper() for char in letters) >= 0.85 * len(letters) and len(words) < 160:
            yield line, " ".join(words.split())


def _leads_on(words: str) -> bool:
    return fold(words).endswith((" ve", " va", " cua", " cho", " trong", ",", "-"))
