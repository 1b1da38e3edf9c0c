"""Reading the templates of a body: which are in force on a day, and all that were laid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from chidao.documents.models import Template
from chidao.documents.templating.fields import TEMPLATED
from chidao.kernel.days import ends_at
from chidao.kernel.wording import Text, same


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A template in a list."""

    id: int
    form: str
    title: Text
    name: str
    sha256: str
    laid_by: Text
    effective_from: date
    withdrawn_at: datetime | None


def template_in_force(body: str, form: str, on: date) -> TemplateRow | None:
    """Return the template that a body's papers of a form are laid into on a day (one query), or None."""
    ended = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=ends_at(on))
    laid = Template.objects.filter(ended, body=body, form=form, effective_from__lte=on).select_related("file")
    found = laid.order_by("-effective_from", "-pk").first()
    return _row(found) if found else None


def templates_of(body: str) -> list[TemplateRow]:
    """Return all templates of a body, those in use first (one query)."""
    found = Template.objects.filter(body=body).select_related("file")
    rows = [_row(each) for each in found.order_by("form", "-effective_from", "-pk")]
    return sorted(rows, key=lambda row: row.withdrawn_at is not None)


def _row(template: Template) -> TemplateRow:
    return TemplateRow(
        id=template.pk,
        form=template.form,
        title=TEMPLATED.get(template.form, same(template.form)),
        name=template.name,
        sha256=template.file.sha256,
        laid_by=Text.from_data(template.laid_by["says"]),
        effective_from=template.effective_from,
        withdrawn_at=template.withdrawn_at,
    )
