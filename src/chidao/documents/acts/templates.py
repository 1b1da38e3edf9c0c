"""The committee's own .docx over the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from chidao.acts.authority import Matter
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.documents.acts.by_whom import by_whom
from chidao.documents.acts.numbering import keep_file
from chidao.documents.composing import norm_on
from chidao.documents.files import open_file
from chidao.documents.models import Template
from chidao.documents.templating.fields import TEMPLATED
from chidao.documents.templating.sample import sample_paper
from chidao.documents.templating.template import check_template
from chidao.documents.uploads import CheckedFile
from chidao.kernel.days import local_day
from chidao.kernel.errors import Conflict, NotFound, Reason
from chidao.kernel.wording import Text, same
from chidao.people.acts import BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class LayTemplate:
    """A .docx with the fields of a form, used for the .docx of its documents from a day on."""

    body: str = asked(*BODY)
    form: str = asked("Loại văn bản", "Form of paper", "choice", choices=TEMPLATED)
    name: str = asked("Tên mẫu", "Name of the template")
    file: CheckedFile = asked(
        "Tệp mẫu .docx", "Template, a .docx", "file",
        hint=Text("Sửa từ mẫu khởi đầu, giữ các trường {{ … }}.", "Change the one to start from, keep its {{ … }}."),
    )  # fmt: skip
    effective_from: date | None = asked(
        "Dùng từ ngày", "Used from", "date", default=None,
        hint=Text("Để trống để dùng từ hôm nay.", "Leave empty to use it from today."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTemplate:
    """A template that is used no more."""

    body: str = asked(*BODY)
    template: int = asked("Mẫu", "Template", "hidden")


def _about_lay_template(given: LayTemplate, at: datetime) -> Matter:
    form = TEMPLATED.get(given.form, same(given.form))
    return Matter(body=given.body, says=Text(f"{given.name} ({form.vi})", f"{given.name} ({form.en})"))


@act(
    "lay_template",
    ("Đặt mẫu văn bản", "Lay down a template"),
    ("Đặt mẫu văn bản: {what}", "Lay down a template: {what}"),
    given=LayTemplate,
    about=_about_lay_template,
)
def lay_template(doing: Doing, given: LayTemplate) -> Mapping[str, object]:
    """Lay a committee's own .docx over a form, for documents dated from its day on; the newest in force is used.

    It is filled with a paper first. Raises BadInput where it cannot be: no .docx, an expression that is not allowed, a
    field that is not there, something fetched from outside.
    """
    on = given.effective_from or local_day(doing.at)
    with open_file(settings.CHIDAO_FILES, given.file.sha256) as kept:
        check_template(kept.read(), sample_paper(given.form), norm_on(on))
    laid = doing.add(
        Template(
            body=given.body,
            form=given.form,
            name=given.name.strip()[:200],
            file=keep_file(doing, given.file),
            laid_by=by_whom(doing),
            effective_from=on,
        )
    )
    return {"template": laid.pk}


def _about_withdraw_template(given: WithdrawTemplate, at: datetime) -> Matter:
    found = Template.objects.filter(body=given.body, pk=given.template).first()
    return Matter(body=given.body, says=same(found.name if found else str(given.template)))


@act(
    "withdraw_template",
    ("Thôi dùng mẫu văn bản", "Withdraw a template"),
    ("Thôi dùng mẫu văn bản: {what}", "Withdraw a template: {what}"),
    given=WithdrawTemplate,
    about=_about_withdraw_template,
)
def withdraw_template(doing: Doing, given: WithdrawTemplate) -> Mapping[str, object]:
    """Use a template no more for documents dated from today. Raises Conflict for one withdrawn before."""
    found = doing.locked(Template, pk=given.template, body=given.body)
    if found is None:
        raise NotFound(Reason(code="no_template", says=Text("Không có mẫu này.", "There is no such template.")))
    if found.withdrawn_at is not None:
        says = Text("Mẫu này đã thôi dùng.", "This template is withdrawn already.")
        raise Conflict(Reason(code="withdrawn", says=says))
    doing.change(found, withdrawn_at=doing.at)
    return {"template": found.pk}
