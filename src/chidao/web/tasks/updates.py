"""What has happened to a task, line by line, written by a function as the rows of the list are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat, linebreaksbr
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from chidao.tasks.queries import EvidenceView, UpdateView
from chidao.web.acts_shown import moment_words, words
from chidao.web.pictures import day_words


def update_lines(updates: Iterable[Mapping[str, Any]], *, body: str, language: str) -> SafeString:
    """Return the `<li>`s of updates: each with `row` and `kind`, what it is in words."""
    return SafeString("".join(_line(each["row"], words(each["kind"], language), body, language) for each in updates))


def _line(row: UpdateView, kind: str, body: str, language: str) -> str:
    parts = (
        f"<p><b>{kind}</b>{_beside(row, language)}</p>",
        f"<p>{linebreaksbr(row.text)}</p>" if row.text else "",
        _paper(row, body) if row.document else "",
        *(_file(each, body) for each in row.evidence),
    )
    at = f'<time datetime="{row.at.isoformat()}">{moment_words(row.at, language)}</time>'
    return f'<li class="event">{"".join(parts)}<p class="basis">{words(row.by, language)} · {at}</p></li>'


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
