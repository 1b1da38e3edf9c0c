"""The forms of acts of exchange, recall and replacement: where they stand, what may be chosen, what comes after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.urls import reverse

from chidao.documents.models import Document
from chidao.documents.queries import DocumentPage, document_list, document_page
from chidao.exchange.models import OrganCode
from chidao.exchange.queries import MessagePage, codes_of, message_list, message_page
from chidao.exchange.rules import next_codes
from chidao.kernel.errors import NotFound
from chidao.kernel.wording import Text, same
from chidao.web.acting.choices import offers_choices
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after
from chidao.web.documents.forms import documents_crumb
from chidao.web.exchange.words import label_of
from chidao.web.fields import Field, Option
from chidao.web.here import Here


@after("export_document", "recall_document", "replace_document")
def to_document(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the document that the act was about."""
    return reverse("document", args=[here.body, int(outcome["document"])])


@after("import_message", "send_status")
def to_message(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the message that the act was about."""
    return reverse("message", args=[here.body, int(outcome["message"])])


@after("register_organ_code")
def to_codes(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the codes."""
    return reverse("organ_codes", args=[here.body])


@shapes("export_document")
def exporting_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer the agencies that have a code."""
    found = _document(here, values)
    known = {str(each.agency_id) for each in codes_of(here.body) if _is_in_force(here, each) and each.agency_id}
    offered = {"options": tuple(one for one in _options(fields, "agencies") if one.value in known), "hint": _WITH_CODE}
    return _of_document(here, found, with_fields(fields, agencies=offered, due_on={"least": here.today}))


@shapes("recall_document")
def recalling_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which document it is."""
    return _of_document(here, _document(here, values), fields)


@shapes("replace_document")
def replacing_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer the other documents of the same kind, issued no earlier, that replace nothing yet."""
    found = _document(here, values)
    fit = Document.objects.filter(body=here.body, kind=found.row.kind, dated_on__gte=found.row.dated_on)
    fit = fit.filter(voided_at=None, recalled_at=None, replaces=None).exclude(number=None).exclude(pk=found.row.id)
    offered = tuple(
        Option(value=str(each.pk), label=same(each.label), note=same(each.title[:80]))
        for each in fit.order_by("-dated_on", "-pk")[:100]
    )
    return _of_document(here, found, with_fields(fields, by={"kind": "select", "options": offered}))


@shapes("send_status")
def status_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Offer the statuses that may follow."""
    found = _message(here, values)
    allowed = set(next_codes(found.row.kind, [each.code for each in found.said]))
    offered = {"options": tuple(one for one in _options(fields, "code") if one.value in allowed)}
    crumb = Crumb(title=same(label_of(found.row.reference)), url=reverse("message", args=[here.body, found.row.id]))
    hidden = with_fields(fields, message={"kind": "hidden"}, code=offered)
    return Shape(fields=hidden, crumbs=(exchange_crumb(here), crumb), lead=same(found.row.title))


@shapes("register_organ_code", "import_message")
def plain_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say where it stands."""
    return Shape(fields=with_fields(fields, file={"accept": ".edxml"}), crumbs=(exchange_crumb(here),))


@offers_choices("message")
def messages_to_choose(here: Here) -> Iterable[Option]:
    """The newest messages that came in."""
    for row in message_list(here.eyes, direction="in"):
        if row.kind != "status":
            yield Option(value=str(row.id), label=same(label_of(row.reference)), note=same(row.organ_name))


def exchange_crumb(here: Here) -> Crumb:
    """Return the list of messages as the page above."""
    return Crumb(title=Text("Liên thông", "Exchange"), url=reverse("exchange", args=[here.body]))


def _of_document(here: Here, found: DocumentPage, fields: Sequence[Field]) -> Shape:
    crumb = Crumb(title=same(found.row.label), url=reverse("document", args=[here.body, found.row.id]))
    shown = [replace(each, kind="hidden") if each.name == "document" else each for each in fields]
    return Shape(fields=shown, crumbs=(documents_crumb(here), crumb), lead=same(found.row.title))


def _document(here: Here, values: Mapping[str, object]) -> DocumentPage:
    number = number_in(values, "document")
    if number is None:
        number = next((row.id for row in document_list(here.eyes)), 0)
    try:
        return document_page(here.eyes, number)
    except NotFound as missing:
        raise Http404(str(missing)) from missing


def _message(here: Here, values: Mapping[str, object]) -> MessagePage:
    try:
        return message_page(here.eyes, number_in(values, "message") or 0)
    except NotFound as missing:
        raise Http404(str(missing)) from missing


def _options(fields: Sequence[Field], name: str) -> tuple[Option, ...]:
    return next((each.options for each in fields if each.name == name), ())


def _is_in_force(here: Here, row: OrganCode) -> bool:
    return row.effective_from <= here.today and (row.effective_until is None or here.today < row.effective_until)


_WITH_CODE = Text("Chỉ những cơ quan đã có mã định danh.", "Only agencies that have a code.")
