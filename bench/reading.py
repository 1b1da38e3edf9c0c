"""How many pages a minute the reader takes, and how much memory: `python -m bench.reading [PAGES …]`.

A page is 2,500 characters. One text has articles, clauses, points and tables; one is a plan without articles; one is
broken by hand, decomposed, and bears what a portal leaves in. Memory is the greatest that Python held at once while the
text was read, beside the text itself.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from bench.measure import tell
from chidao.reading.reader import read_law

PAGE: Final = 2_500
HEAD: Final = (
    "ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH\nSố: 15/2024/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nBình Minh, ngày 02 tháng 3 năm 2024\nQUYẾT ĐỊNH\nVề việc ban hành quy định\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\nQUYẾT ĐỊNH:\n"
)
CLAUSE: Final = (
    "{n}. Cơ quan thường trực chủ trì, phối hợp với các sở, ban, ngành tổ chức thực hiện theo quy định tại khoản 2 "
    "Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ, báo cáo Ủy ban nhân dân tỉnh trước "
    "ngày 15 hằng tháng, bao gồm các nội dung sau đây:\na) Kết quả thực hiện nhiệm vụ được giao;\n"
    "b) Khó khăn, vướng mắc và đề xuất.\n"
)
ROW: Final = "{n}\tÔng Trần Văn Một\tGiám đốc Sở Nội vụ\tỦy viên\n"


def _articles(pages: int) -> str:
    pieces, length, number = [HEAD], len(HEAD), 0
    while length < pages * PAGE:
        number += 1
        clauses = "".join(CLAUSE.format(n=each) for each in range(1, 5))
        pieces.append(f"Điều {number}. Trách nhiệm của cơ quan thường trực\n{clauses}")
        length += len(pieces[-1])
    rows = "".join(ROW.format(n=each) for each in range(1, 40))
    return "".join(
        [*pieces, "\nDANH SÁCH\n(Kèm theo Quyết định số 15/2024/QĐ-UBND)\nTT\tHọ và tên\tChức vụ\tChức danh\n", rows]
    )


def _plan(pages: int) -> str:
    pieces, length, number = ["KẾ HOẠCH\nTriển khai chương trình chuyển đổi số\n"], 0, 0
    while length < pages * PAGE:
        number = number % 30 + 1
        pieces.append(CLAUSE.format(n=number))
        length += len(pieces[-1])
    return "".join(pieces)


def _broken(pages: int) -> str:
    lines: list[str] = []
    for line in _articles(pages).split("\n"):
        words, row = line.split(" "), ""
        for word in words:
            if len(row) + len(word) > 70:
                lines.append(row)
                row = ""
            row = f"{row} {word}".strip()
        lines.append(row)
    return unicodedata.normalize("NFD", "\n".join(f"<p>{line}&nbsp;</p>" for line in lines))


TEXTS: Final[dict[str, Callable[[int], str]]] = {"articles": _articles, "plan": _plan, "broken, marked up": _broken}


def measure(name: str, pages: int) -> None:
    """Read a text of some pages once for its time, and once more for the memory it takes; tell both."""
    text = TEXTS[name](pages)
    started = time.process_time()
    law = read_law(text)
    seconds = time.process_time() - started
    articles = sum(len(part.articles) for part in law.parts)
    del law
    tracemalloc.start()
    read_law(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    tell(
        f"{name:18} {pages:5} pages {len(text) / 1e6:6.2f} million characters  {seconds:7.2f} s"
        f"  {60 * pages / seconds:9,.0f} pages a minute  {most / 1e6:7.1f} MB  {articles} articles"
    )


def main(arguments: Sequence[str]) -> int:
    """Measure every kind of text at 100, 1,000 and 2,000 pages, or at the numbers of pages given."""
    for pages in [int(each) for each in arguments] or [100, 1_000, 2_000]:
        for name in TEXTS:
            measure(name, pages)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
