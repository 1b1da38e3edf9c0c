"""The drafts of a body: started, saved version by version, taken back from Word, commented on, given up.

A draft is no act and stands in no record until it is submitted. This room alone writes drafts, their versions, notes
and looks; a version is never changed, and of two windows the later is told who was quicker.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from chidao.acts.authority import Capacity
from chidao.documents.drafts.forms import FORMS, blank, lines_of, tidied
from chidao.documents.drafts.from_word import content_from_word
from chidao.documents.drafts.rules import DONE, OPEN
from chidao.documents.files import store_file
from chidao.documents.models import Draft, DraftLook, DraftNote, DraftVersion, Incoming, Submission
from chidao.documents.uploads import check_upload, refuse_secret_marks
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason
from chidao.kernel.vietnamese import nfc
from chidao.kernel.wording import Text

LONGEST: Final = 400_000
"""The most characters of one version: over a hundred pages."""

LONGEST_NOTE: Final = 2_000

Content = Mapping[str, Any]


def start(
    *, body: str, form: str, by: Capacity, now: datetime, content: Content | None = None, answers: int | None = None
) -> Draft:
    """Start a draft in one of the forms, its first version blank or as `content` says.

    `answers` is the incoming paper that it will answer. Raises BadInput for an unknown form, an incoming paper that is
    not the body's, a mark of secrecy, or a text that is too long.
    """
    if form not in FORMS:
        raise BadInput(Reason(code="unknown_form", says=_UNKNOWN_FORM.filled(form=form), field="form"))
    if answers is not None and not Incoming.objects.filter(body=body, pk=answers).exists():
        raise BadInput(Reason(code="no_incoming", says=_NO_INCOMING, field="answers"))
    first = _checked(form, {**blank(form), **(content or {})})
    draft = Draft.objects.create(
        body=body, form=form, kind=FORMS[form].kind, title=_title(first, form), owner_id=by.person, seat_id=by.seat,
        answers_id=answers, version=1, started_at=now, changed_at=now,
    )  # fmt: skip
    DraftVersion.objects.create(draft=draft, number=1, content=first, by_id=by.person, made_at=now)
    return draft


def save_version(
    draft: Draft, content: Content, *, version: int, by: Capacity, now: datetime, note: str = "", way: str = "typed",
    file_name: str = "", file_sha256: str = "",
) -> Draft:  # fmt: skip
    """Save a new version; what says the same as the last one makes none.

    `version` is the one that was changed. Raises Conflict naming who has saved another meanwhile, or where the draft
    was given up, issued or approved; BadInput for a mark of secrecy or a text that is too long.
    """
    made = _checked(draft.form, content)
    last = newest(draft)
    _check_version(draft, last, version)
    if last is not None and last.content == made and way == "typed":
        return draft
    _claim(draft, version, now, title=_title(made, draft.form))
    DraftVersion.objects.create(
        draft=draft, number=draft.version, content=made, way=way, note=nfc(note).strip()[:300],
        file_name=file_name[:200], file_sha256=file_sha256, by_id=by.person, made_at=now,
    )  # fmt: skip
    return draft


def take_word(
    draft: Draft, name: str, data: bytes, *, files: Path, version: int, by: Capacity, now: datetime, note: str = ""
) -> Draft:
    """Take a .docx that was edited outside back as a new version; the file itself is kept under `files`.

    Raises BadInput for a file that may not be taken in or cannot be read, else as `save_version`.
    """
    checked = check_upload(name, data)
    _check_version(draft, newest(draft), version)
    content = content_from_word(data, draft.form)
    sha256 = store_file(files, data)
    return save_version(
        draft, content, version=version, by=by, now=now, note=note, way="word", file_name=checked.name,
        file_sha256=sha256,
    )  # fmt: skip


def restore(draft: Draft, number: int, *, version: int, by: Capacity, now: datetime) -> Draft:
    """Take up an earlier version again, as a new one. Raises NotFound where it is not there, else as `save_version`."""
    found = DraftVersion.objects.filter(draft=draft, number=number).first()
    if found is None:
        raise NotFound(Reason(code="no_version", says=_NO_VERSION.filled(number=number)))
    note = _RESTORED.filled(number=number).vi
    return save_version(draft, found.content, version=version, by=by, now=now, note=note, way="restored")


def give_up(draft: Draft, *, now: datetime) -> None:
    """Give a draft up: it is kept and no longer changed. Raises Conflict while it is submitted, and once issued."""
    _check_open(draft)
    if Submission.objects.filter(draft=draft, state__in=OPEN).exists():
        raise Conflict(Reason(code="draft_submitted", says=_SUBMITTED, remedy=_WITHDRAW))
    Draft.objects.filter(pk=draft.pk, closed_at=None).update(closed_at=now)


def comment(draft: Draft, text: str, *, version: int, by: Capacity, now: datetime, place: int = 0) -> DraftNote:
    """Put a note beside a version, at a line of it (0: the whole). Raises BadInput where it says nothing or too much,
    or bears a mark of secrecy."""
    said = nfc(text).strip()
    if not said or len(said) > LONGEST_NOTE:
        raise BadInput(Reason(code="no_note", says=_NO_NOTE.filled(longest=LONGEST_NOTE), field="text"))
    refuse_secret_marks(text=said)
    return DraftNote.objects.create(
        draft=draft, version=version, place=max(0, place), text=said, by_id=by.person, as_says=by.says.as_data(),
        made_at=now,
    )  # fmt: skip


def settle(draft: Draft, note: int, *, by: Capacity, now: datetime) -> None:
    """Mark a note as dealt with; one that is already is left as it is."""
    open_notes = DraftNote.objects.filter(draft=draft, pk=note, settled_at=None)
    open_notes.update(settled_at=now, settled_by_id=by.person)


def look(draft: Draft, version: int, *, by: Capacity, now: datetime) -> None:
    """Keep that somebody has seen a version, and when last (NĐ 30/2020, Phụ lục VI)."""
    seen = DraftLook(draft=draft, version=version, person_id=by.person, looked_at=now)
    unique = ["draft", "version", "person"]
    DraftLook.objects.bulk_create([seen], update_conflicts=True, unique_fields=unique, update_fields=["looked_at"])


def newest(draft: Draft) -> DraftVersion | None:
    """Return the last version of a draft (one query)."""
    return DraftVersion.objects.filter(draft=draft).select_related("by").order_by("-number").first()


def _check_version(draft: Draft, last: DraftVersion | None, version: int) -> None:
    _check_open(draft)
    if draft.version != version:
        raise Conflict(_changed(draft, last))


def _check_open(draft: Draft) -> None:
    """Raise Conflict for a draft that was given up, issued or approved."""
    if draft.closed_at is not None:
        raise Conflict(Reason(code="draft_closed", says=_CLOSED))
    if Submission.objects.filter(draft=draft, state__in=DONE).exists():
        raise Conflict(Reason(code="draft_done", says=_DONE, remedy=_NEW_ONE))


def _claim(draft: Draft, version: int, now: datetime, *, title: str) -> None:
    """Take the next number where nobody else was quicker. Raises Conflict where somebody was."""
    values: dict[str, Any] = {"version": version + 1, "changed_at": now, "title": title}
    if Draft.objects.filter(pk=draft.pk, version=version, closed_at=None).update(**values) != 1:
        raise Conflict(_changed(draft, newest(draft)))
    for name, value in values.items():
        setattr(draft, name, value)


def _changed(draft: Draft, last: DraftVersion | None) -> Reason:
    told = {"who": last.by.name if last else "?", "number": last.number if last else draft.version}
    return Reason(code="draft_changed", says=_CHANGED.filled(**told), remedy=_SAVE_AGAIN, field="version")


def _checked(form: str, content: Content) -> dict[str, Any]:
    """Return the content in the one form in which it is kept. Raises BadInput as `tidied`, and for a secrecy mark."""
    if sum(len(str(value)) for value in content.values()) > LONGEST:
        raise BadInput(Reason(code="text_too_long", says=_TOO_LONG, field="text"))
    made = tidied({**content, "form": form})
    refuse_secret_marks(text="\n".join(lines_of(made)))
    return made


def _title(content: Content, form: str) -> str:
    return str(content.get("title") or "").strip()[:500] or FORMS[form].title.vi


_UNKNOWN_FORM: Final = Text("Không có mẫu “{form}”.", "There is no form “{form}”.")
_NO_INCOMING: Final = Text("Không có văn bản đến này.", "There is no such incoming paper.")
_NO_VERSION: Final = Text("Dự thảo không có bản {number}.", "The draft has no version {number}.")
_RESTORED: Final = Text("Lấy lại bản {number}", "Version {number} taken up again")
_SUBMITTED: Final = Text("Dự thảo đang được trình.", "The draft is submitted.")
_WITHDRAW: Final = Text("Rút bản đang trình trước.", "Withdraw it first.")
_NO_NOTE: Final = Text(
    "Ghi chú phải có nội dung, dài nhất {longest} ký tự.", "A note says something, in {longest} characters at most."
)
_CLOSED: Final = Text("Dự thảo này đã bỏ, không sửa nữa.", "This draft was given up and is no longer changed.")
_DONE: Final = Text("Dự thảo này đã ban hành hoặc phê duyệt.", "This draft was issued or approved.")
_NEW_ONE: Final = Text("Soạn một dự thảo mới.", "Write a new draft.")
_CHANGED: Final = Text(
    "{who} đã lưu bản {number} trong lúc bạn sửa.", "{who} saved version {number} while you were writing."
)
_SAVE_AGAIN: Final = Text(
    "Những gì bạn gõ còn nguyên: so với bản đó, rồi lưu lần nữa thành bản mới.",
    "What you typed is kept: compare it with that version, then save once more as a new one.",
)
_TOO_LONG: Final = Text("Dự thảo dài quá mức soạn được ở đây.", "The draft is longer than can be written here.")
