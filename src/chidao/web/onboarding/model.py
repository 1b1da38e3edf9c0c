"""No text yet: the model regulation, with the few things that it asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse

from chidao.instruments.writing.model import ModelField, model_fields
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import Text, same
from chidao.onboarding.drafts import start_from_model
from chidao.web.fields import Field, Option
from chidao.web.here import Here
from chidao.web.onboarding.forms import KINDS
from chidao.web.onboarding.frame import founding, owner_of
from chidao.web.onboarding.views import NOT_READ, to_review
from chidao.web.pages import page

TITLE: Final = Text("Lập ban chỉ đạo theo quy chế mẫu", "A committee from the model regulation")


@founding("found_model", ("Lập ban chỉ đạo theo quy chế mẫu", "A committee from the model regulation"))
def from_model(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask the few things that the model regulation leaves open, and start from it."""
    errors: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            owner = owner_of(request, here, new=True)
            return to_review(start_from_model(owner=owner, values=_sent(request), now=here.now))
        except BadInput as error:
            errors = error.reasons
    typed = _sent(request) if errors else {}
    context = {
        "fields": [_field(each, typed) for each in model_fields()],
        "errors": errors,
        "errors_title": NOT_READ,
    }
    return page(request, here, "onboarding/model.html", TITLE, context, status=422 if errors else 200)


def _sent(request: HttpRequest) -> dict[str, str]:
    return {each.name: request.POST.get(each.name, "").replace("\r\n", "\n") for each in model_fields()}


def _field(asked: ModelField, typed: Mapping[str, str]) -> Field:
    return Field(
        name=asked.name,
        label=asked.label,
        kind=KINDS[asked.kind],
        value=typed.get(asked.name, asked.default),
        hint=asked.hint,
        options=tuple(Option(value=each, label=same(each)) for each in asked.choices),
        required=asked.required or bool(asked.default),
        least=asked.least,
        most=asked.most,
    )
