"""What has happened to a task, line by line, written by functions as the rows of the list are."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString

from chidao.kernel.wording import Text
from chidao.tasks.queries import EvidenceView, UpdateView
from chidao.web.acts_shown import moment_words, words
from chidao.web.pictures import day_words
from chidao.web.tasks.listing import KINDS


def updates_section(updates: Sequence[UpdateView], *, body: str, language: str) -> SafeString:
    """Return all that happened, the newest first; how often the system reminded stands in a line below."""
    told = [each for each in updates if each.kind != "reminded"]
    reminded = [each for each in updates if each.kind == "reminded"]
    count = f"<small>{len(told)}</small>" if told else ""
    head = f"<header><h2>{words(DONE, language)}</h2>{count}</header>"
    listed = "".join(_line(each, body, language) for each in told)
    shown = f'<ol class="events">{listed}</ol>' if told else "" if reminded else _nothing(language)
    return SafeString(f'<section id="updates">{head}\n{shown}{_reminders(reminded, language)}</section>')


def _nothing(language: str) -> str:
    return f'<div class="nothing"><p>{words(NOTHING, language)}</p></div>'


def _reminders(reminded: Sequence[UpdateView], language: str) -> str:
    if not reminded:
        return ""
    said = (REMINDED_ONCE if len(reminded) == 1 else REMINDED).said_in(language)
    told = said.format(n=len(reminded), day=moment_words(reminded[0].at, language))
    return f'<p class="basis">{escape(told)}</p>'


def _line(row: UpdateView, body: str, language: str) -> str:
    parts = (
        f"<p><b>{words(KINDS[row.kind], language)}</b>{_beside(row, language)}</p>",
        f"<p>{_lines(row.text)}</p>" if row.text else "",
        _paper(row, body) if row.document else "",
        *(_file(each, body) for each in row.evidence),
    )
    at = f'<time datetime="{row.at.isoformat()}">{moment_words(row.at, language)}</time>'
    return f'<li class="event">{"".join(parts)}<p class="basis">{words(row.by, language)} · {at}</p></li>'


def _lines(text: str) -> str:
    return escape(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", "<br>")


def _beside(row: UpdateView, language: str) -> str:
    percent = f" {row.percent}%" if row.percent is not None else ""
    before = f"{day_words(row.due_before, language)} → " if row.due_before else ""
    moved = f" · {before}{day_words(row.due_after, language)}" if row.due_after else ""
    return percent + moved + (f" · {escape(row.agency_name)}" if row.kind == "asked" else "")


def _paper(row: UpdateView, body: str) -> str:
    return f'<p><a href="{reverse("document", args=[body, row.document])}">{escape(row.document_label)}</a></p>'


def _file(file: EvidenceView, body: str) -> str:
    link = f'<a href="{reverse("file", args=[body, file.sha256])}" download>{escape(file.name)}</a>'
    return f'<p>{link} <small class="soft">{filesizeformat(file.size)}</small></p>'


DONE: Final = Text("Diễn biến", "What has been done")
NOTHING: Final = Text(
    "Chưa có báo cáo. Cơ quan chủ trì báo cáo tiến độ kèm minh chứng; mọi lần đôn đốc, gia hạn cũng nằm ở đây.",
    "No report yet. The lead agency reports progress with evidence; every urging and extension stands here too.",
)
REMINDED_ONCE: Final = Text("Hệ thống đã nhắc ngày {day}.", "The system reminded on {day}.")
REMINDED: Final = Text("Hệ thống đã nhắc {n} lần, gần nhất {day}.", "The system reminded {n} times, last on {day}.")
