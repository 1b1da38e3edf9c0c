"""From an act's declaration to the fields of a form, and from what was sent back to plain data."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args, get_origin, get_type_hints

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from chidao.acts.registry import Act, Asked, fields_of
from chidao.documents.files import store_file
from chidao.documents.uploads import CheckedFile, check_upload
from chidao.kernel.errors import BadInput
from chidao.kernel.wording import Text
from chidao.web.acting.choices import choices_for
from chidao.web.fields import Field, Kind, Option
from chidao.web.here import Here

KINDS: Final[dict[str, Kind]] = {
    "text": "text",
    "lines": "textarea",
    "long": "textarea",
    "date": "date",
    "instant": "datetime",
    "number": "number",
    "yes": "checkbox",
    "choice": "select",
    "seats": "agencies",
    "agencies": "agencies",
    "persons": "agencies",
    "acts": "agencies",
    "focal_acts": "agencies",
    "pieces": "agencies",
    "dossiers": "agencies",
    "deliveries": "agencies",
    "file": "file",
    "files": "file",
    "hidden": "hidden",
}
MANY: Final = frozenset({"seats", "agencies", "persons", "acts", "focal_acts", "pieces", "dossiers", "deliveries"})
FILES: Final = frozenset({"file", "files"})
TAKEN: Final = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
# What a form is opened from: once known it is not asked again.
SUBJECTS: Final = frozenset({"meeting", "task", "conclusion", "matter", "document", "delegation", "tenure", "absence"})
RECORD_FIELDS: Final = ("legal_seat", "done_at", "scan")


def shown_fields(act: Act, here: Here, values: Mapping[str, object]) -> list[Field]:
    """Return the fields of an act's form; the body is known from where one stands and is not asked."""
    hints = get_type_hints(act.given)
    fields = {each.name: each for each in dataclasses.fields(act.given)}
    return [
        _field(name, question, here, values.get(name), _needed(fields[name]), hints[name])
        for name, question in fields_of(act.given).items()
        if name != "body"
    ]


def defaults_of(act: Act) -> dict[str, object]:
    """Return what an act takes where nothing is said, as its form shows it at first."""
    return {
        each.name: each.default
        for each in dataclasses.fields(act.given)
        if each.default is not dataclasses.MISSING and each.default not in (None, "", ())
    }


def record_fields(here: Here, values: Mapping[str, object]) -> list[Field]:
    """Return the fields by which a clerk records what was done on paper: by whom, when, with which scan."""
    seats = choices_for("seat", here) or ()
    return [
        Field(
            name="legal_seat",
            label=Text("Người thực hiện (theo bản giấy đã ký)", "Who did it (by the signed paper)"),
            kind="select",
            options=seats,
            value=values.get("legal_seat"),
            required=True,
        ),
        Field(
            name="done_at",
            label=Text("Thời điểm ký hoặc thực hiện", "When it was signed or done"),
            kind="datetime",
            value=values.get("done_at"),
            hint=Text("Để trống nếu là bây giờ.", "Leave empty if it is now."),
        ),
        Field(
            name="scan",
            label=Text("Bản quét giấy đã ký", "Scan of the signed paper"),
            kind="file",
            accept=".pdf,.png,.jpg,.jpeg",
            hint=Text("PDF hoặc ảnh; giữ cùng sự kiện làm bằng chứng.", "PDF or picture; kept with the event."),
        ),
    ]


def sent_data(act: Act, request: HttpRequest, here: Here) -> dict[str, object]:
    """Return what was sent as plain data for the act's input. Raises BadInput for a file that may not be taken in."""
    hints = get_type_hints(act.given)
    sent: dict[str, object] = {"body": here.body}
    for name, question in fields_of(act.given).items():
        if name != "body":
            sent[name] = _sent(name, question, request, hints[name])
    return {name: value for name, value in sent.items() if value is not None}


def sent_files(request: HttpRequest, name: str) -> list[CheckedFile]:
    """Check and keep the files sent under a name; their bytes stand in the store before any act names them."""
    return [_kept(upload, name) for upload in request.FILES.getlist(name)]


def first_values(query: QueryDict) -> dict[str, object]:
    """Return the values that an address fills in advance; a name given more than once is a list."""
    return {name: values if len(values) > 1 else values[0] for name, values in query.lists()}


def fresh_key() -> str:
    """Return a key that makes one opened form one act, however often it is sent."""
    return uuid.uuid4().hex


def _kept(upload: UploadedFile[bytes], name: str) -> CheckedFile:
    data = upload.read()
    try:
        checked = check_upload(str(upload.name), data)
    except BadInput as refused:  # of many fields with files, this one
        raise BadInput(*(dataclasses.replace(each, field=name) for each in refused.reasons)) from refused
    store_file(settings.CHIDAO_FILES, data)
    return checked


def _sent(name: str, question: Asked, request: HttpRequest, hint: Any) -> object:
    if question.kind in FILES:
        kept = [dataclasses.asdict(each) for each in sent_files(request, name)]
        if _is_text(hint):
            return kept[0]["sha256"] if kept else None
        return kept if question.kind == "files" else (kept[0] if kept else None)
    if question.kind in MANY:
        return request.POST.getlist(name)
    if question.kind == "yes":
        return request.POST.get(name, "") in {"on", "1", "true"}
    if get_origin(hint) is tuple and dataclasses.is_dataclass(get_args(hint)[0]):
        return list(_rows(name, request.POST, get_args(hint)[0]))
    return request.POST.get(name)


def _rows(name: str, sent: QueryDict, row: Any) -> Iterator[dict[str, object]]:
    """Read rows of small values sent as `name-0-field`, `name-1-field`…; a row left empty is no row."""
    names = [each.name for each in dataclasses.fields(row)]
    for place in range(200):
        if not any(f"{name}-{place}-{each}" in sent for each in names):
            return
        values = {each: sent.get(f"{name}-{place}-{each}", "") for each in names}
        if any(values.values()):
            yield dict(values)


def _is_text(hint: Any) -> bool:
    return hint is str


def _needed(each: dataclasses.Field[Any]) -> bool:
    return each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING


def _field(name: str, question: Asked, here: Here, value: object, needed: bool, hint: Any) -> Field:
    options = _options(question, here)
    kind = KINDS.get(question.kind, "select" if options is not None else "text")
    if get_origin(hint) is tuple and question.kind not in MANY and kind == "text":
        kind = "textarea"
    if question.kind in SUBJECTS and value not in (None, ""):
        kind = "hidden"
    return Field(
        name=name,
        label=question.label,
        kind=kind,
        value=value,
        hint=question.hint,
        options=options or (),
        required=needed and kind != "checkbox",
        rows=8 if question.kind == "long" else 4,
        accept=TAKEN if question.kind in FILES else "",
        many=question.kind == "files",
    )


def _options(question: Asked, here: Here) -> tuple[Option, ...] | None:
    if question.choices:
        return tuple(Option(value=value, label=label) for value, label in question.choices.items())
    return choices_for(question.kind, here)
