"""Pages of the committee's own templates: which are in use, one to start from, and what is printed into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse

from chidao.acts.authority import Matter
from chidao.documents.composing import Printable, norm_on
from chidao.documents.files import open_file
from chidao.documents.queries import DocumentPage
from chidao.documents.templating.fields import FIELDS, TEMPLATED
from chidao.documents.templating.queries import TemplateRow, template_in_force, templates_of
from chidao.documents.templating.sample import sample_template
from chidao.documents.templating.template import filled_template
from chidao.documents.uploads import KINDS
from chidao.kernel.errors import NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.web.act_row import act_row
from chidao.web.acting.shapes import Crumb, Shape, number_in, shapes, with_fields
from chidao.web.acting.views import after
from chidao.web.documents.forms import documents_crumb
from chidao.web.documents.parts import DocumentPart, document_part
from chidao.web.documents.printing import file_response
from chidao.web.fields import Field
from chidao.web.here import Here
from chidao.web.offers import offer_list, wish
from chidao.web.pages import page, screen

TITLE: Final = Text("Mẫu văn bản của ban", "The committee’s own templates")


@screen("templates", ("Mẫu văn bản", "Templates"), acts=("lay_template", "withdraw_template"))
def templates(request: HttpRequest, here: Here) -> HttpResponse:
    """List the templates of the body, those in use first, with the fields that one may use."""
    rows = templates_of(here.body) if here.eyes.sees("documents") else []
    matter = Matter(body=here.body, says=TITLE)
    used = [row for row in rows if row.withdrawn_at is None]
    wishes = [wish("lay_template", matter), *(wish("withdraw_template", matter, template=row.id) for row in used)]
    laying, *withdrawing = offer_list(here, wishes)
    offers = {row.id: offer for row, offer in zip(used, withdrawing, strict=True)}
    context = {
        "acts": act_row([laying]),
        "rows": [{"row": row, "offer": offers.get(row.id)} for row in rows],
        "forms": TEMPLATED.items(),
        "fields": [
            {"name": f"{{{{ {name} }}}}", "kind": each.kind, "says": each.says} for name, each in FIELDS.items()
        ],
        "scope": here.eyes.sees("documents"),
    }
    return page(request, here, "documents/templates.html", TITLE, context)


@screen("template_start", ("Mẫu khởi đầu", "Template to start from"))
def starting_template(request: HttpRequest, here: Here, form: str) -> HttpResponse:
    """Give a template of a form to start from: our own print with a field where each component stands."""
    if form not in TEMPLATED:
        raise Http404(form)
    return file_response(sample_template(form, norm_on(here.today)), "docx", f"mau {TEMPLATED[form].vi}")


@screen("template_file", ("Tệp mẫu", "File of a template"))
def template_file(request: HttpRequest, here: Here, template_id: int) -> Any:
    """Give the file of a template as an attachment."""
    rows = templates_of(here.body) if here.eyes.sees("documents") else []
    found = next((row for row in rows if row.id == template_id), None)
    if found is None:
        raise NotFound(Reason(code="no_template", says=Text("Không có mẫu này.", "There is no such template.")))
    opened = open_file(settings.CHIDAO_FILES, found.sha256)
    response = FileResponse(
        opened, as_attachment=True, filename=f"{found.name}.docx", content_type=KINDS["docx"].media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def template_of(found: DocumentPage) -> TemplateRow | None:
    """Return the template into which a document's .docx is laid: that of its form on its day."""
    return template_in_force(found.body, str(found.content.get("form", "")), found.row.dated_on)


def filled_by(laid: TemplateRow, made: Printable) -> bytes:
    """Return a paper laid into a template. Raises BadInput where the template cannot be filled with it."""
    with open_file(settings.CHIDAO_FILES, laid.sha256) as kept:
        return filled_template(kept.read(), made.paper, made.norm)


@document_part(5)
def template_part(here: Here, found: DocumentPage) -> DocumentPart | None:
    """Say by which template the .docx of a document is printed (one query)."""
    laid = template_of(found) if found.content.get("form") in TEMPLATED else None
    return DocumentPart(template="documents/template_part.html", shows={"laid": laid}) if laid else None


# ---------------------------------------------------------------- the forms of its acts


@after("lay_template", "withdraw_template")
def to_templates(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open the list of templates."""
    return reverse("templates", args=[here.body])


@shapes("lay_template")
def laying_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Take a .docx alone."""
    return Shape(fields=with_fields(fields, file={"accept": ".docx"}), crumbs=_crumbs(here))


@shapes("withdraw_template")
def withdrawing_form(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Say which template it is."""
    chosen = number_in(values, "template")
    found = next((row for row in templates_of(here.body) if row.id == chosen), None)
    if found is None:
        raise Http404(str(chosen))
    return Shape(fields=fields, crumbs=_crumbs(here), lead=same(found.name))


def _crumbs(here: Here) -> tuple[Crumb, ...]:
    return (documents_crumb(here), Crumb(title=TITLE, url=reverse("templates", args=[here.body])))
