"""How a letterhead names who issues (PURE): the words that names of bodies and posts begin with, and the mottoes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from chidao.kernel.vietnamese import fold
from chidao.reading.lines import Line

_MOTTO: Final = re.compile(
    r"(?:cong hoa xa ?hoi chu nghia|cong hoa xhcn|dang cong san viet nam|doc lap\W{1,4}tu do|tu do\W{1,4}hanh phuc"
    r"|^\W*(?:cong|cong hoa|cong hoa xa(?: hoi)?|(?:hoa )?(?:xa )?hoi chu nghia viet nam|chu nghia viet nam"
    r"|doc lap)\W*$)"
)
_MOTTO_CUT: Final = re.compile(
    r"(?:(?i:c[^\W\d_]{2,4}\s+h[^\W\d_]{1,2}\s+x[^\W\d_]{1,2}\s*h[^\W\d_]{2}"
    r"\s+ch[^\W\d_]{1,2}\s+ngh[^\W\d_]{2,3}"
    r"|đảng\s+c[^\W\d_]{2,4}\s+s[^\W\d_]n)(?i:\s+vi[^\W\d_]t(?:\s+nam)?)?"
    r"|(?i:đ[^\W\d_]c\s+l[^\W\d_]p\W{1,4}t[^\W\d_]\s+do))[^\n]*"
)
# A name that cannot end there: the next line goes on with it, whatever that begins with.
_PART: Final = re.compile(
    r"(?:thu tuong|chu tich|van phong|uy|chinh|quoc|hoi|thu|van|ngan|bo|so|ban|cuc|vien|tong cuc|tinh|thanh|huyen|dang"
    r"|uy ban(?: thuong vu| nhan| trung uong mat tran| mat tran)?|hoi dong(?: nhan)?|ban chap hanh"
    r"|ban (?:bi thu|thuong vu)|doan dai bieu)"
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
    r"|chi huy|chu nhiem|tu lenh|kiem toan truong|hieu pho|vien pho|vien truong|cuc truong|vu truong|hieu truong"
    r"|to truong|to pho|q\. |quyen |tm\.|kt\.|thuong truc|uy vien|thu ky|nguoi dai dien)"
)
_GENERIC: Final = re.compile(r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|tinh uy|thanh uy|huyen uy|dang uy)")
_DRAFT: Final = re.compile(r"DỰ THẢO\b")
# Two bodies read as one line: "UBND TỈNH … BAN CHỈ ĐẠO …".
_UNDER: Final = re.compile(
    r"(?<=\S)\s(?=(?:BAN (?:CHỈ ĐẠO|CHỈ HUY|QUẢN LÝ)|SỞ|TỔ CÔNG TÁC|HỘI ĐỒNG (?!NHÂN DÂN)\S+)\s)"
)
_NUMBER: Final = re.compile(r"(?:^|\s)(?:Số|SỐ|So|Sô|Só|S6)\s?[:.].*$")
_RULES: Final = re.compile(r"[\s|]*(?:[-—–_=*~.]{2,}[\s|]*)+|\s*\|\s*|\s{2,}")


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
    bare = list(_bare(lines))
    for (line, words), (_, following) in pairwise([*bare, (None, "")]):
        begins = begins_body(words) and words.casefold() != "số"
        goes_on = last is not None and (last.leads_on or not begins or _leads_on(found[-1]))
        goes_on = goes_on and line is not last
        if found and goes_on and last is not None and line is not None and line.start - last.end < 120:
            found[-1] = f"{found[-1]} {words}"
        elif (begins or _is_torn(words, following)) and words not in found:
            found.append(words)
        else:
            continue
        last = line
    return found


def is_generic(body: str) -> bool:
    """Say whether the name of a body lacks whose it is: "ỦY BAN NHÂN DÂN" alone."""
    return _GENERIC.fullmatch(fold(body)) is not None


def without_motto(lines: Sequence[Line]) -> list[str]:
    """Return the words of lines with the motto blanked out, also where it was broken over two lines."""
    blank = _MOTTO_CUT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), "\n".join(line.text for line in lines))
    return blank.split("\n")


def _bare(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield the lines in capitals with what is printed beside them in the other column cut off."""
    for line, plain in zip(lines, without_motto(lines), strict=True):
        words = _RULES.sub(" ", _NUMBER.sub("", plain)).strip(" *|")
        letters = [char for char in words if char.isalpha()]
        if _DRAFT.match(words):
            continue
        if len(letters) > 1 and sum(char.isupper() for char in letters) >= 0.85 * len(letters) and len(words) < 160:
            yield from ((line, name) for name in _UNDER.split(" ".join(words.split())))


def _is_torn(words: str, following: str) -> bool:
    """Say whether words are the first of a name that the next line goes on with: "ỦY" / "BAN NHÂN DÂN"."""
    return _PART.fullmatch(fold(words)) is not None and begins_body(f"{words} {following}")


def _leads_on(words: str) -> bool:
    bare = fold(words)
    return bare.endswith((" ve", " va", " cua", " cho", " trong", ",", "-")) or _PART.fullmatch(bare) is not None
