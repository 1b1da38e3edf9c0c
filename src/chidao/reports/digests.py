"""The e-mail digest of a person in a body: what waits, by when and why; what falls due; what of their agency is late.

Its figures are those of the pages: each part is read by the very query of its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chidao.acts.authority import Capacity
from chidao.acts.kept import one_look
from chidao.duties.queries import owed_reports
from chidao.duties.rules import STATES
from chidao.duties.rules.collecting import REPORT_STATES
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.mandates.queries import Reader, name_on, reader_for, seats_of_person
from chidao.reports.agenda import unit_of
from chidao.reports.desk import waiting_for
from chidao.reports.obligations import obligations
from chidao.reports.waiting import Waiting
from chidao.reports.waits import OWED
from chidao.tasks.queries import TaskFilters, task_list

SHOWN: Final = 20
"""How many lines of a part are written out; the others are counted."""
AHEAD: Final = timedelta(days=14)
BACK: Final = timedelta(days=92)
UNDONE: Final = frozenset({"due", "begun", "missed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing: what, by when, why this person's, and the address of its page."""

    says: Text
    why: Text
    due_on: date | None
    path: str
    late: bool = False

    def as_data(self) -> dict[str, object]:
        """Return it as plain data, as a message keeps it."""
        due = self.due_on.isoformat() if self.due_on else None
        words = {"says": self.says.as_data(), "why": self.why.as_data()}
        return {**words, "due_on": due, "path": self.path, "late": self.late}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Line:
        """Read what `as_data` wrote."""
        due = date.fromisoformat(data["due_on"]) if data["due_on"] else None
        says, why = Text.from_data(data["says"]), Text.from_data(data["why"])
        return cls(says=says, why=why, due_on=due, path=data["path"], late=data["late"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a digest: how many there are, the first of them, and where all are listed."""

    title: Text
    count: int
    lines: tuple[Line, ...]
    path: str

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        lines = [each.as_data() for each in self.lines]
        return {"title": self.title.as_data(), "count": self.count, "lines": lines, "path": self.path}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Part:
        """Read what `as_data` wrote."""
        lines = tuple(Line.from_data(each) for each in data["lines"])
        return cls(title=Text.from_data(data["title"]), count=data["count"], lines=lines, path=data["path"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is sent to a person in a body on a day; parts with nothing in them are left out."""

    body: str
    name: Text
    day: date
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        """Return how many things it tells of."""
        return sum(part.count for part in self.parts)

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        parts = [each.as_data() for each in self.parts]
        return {"body": self.body, "name": self.name.as_data(), "day": self.day.isoformat(), "parts": parts}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Digest:
        """Read what `as_data` wrote."""
        parts = tuple(Part.from_data(each) for each in data["parts"])
        day = date.fromisoformat(data["day"])
        return cls(body=data["body"], name=Text.from_data(data["name"]), day=day, parts=parts)


# ---------------------------------------------------------------- composing


@one_look()
def digest_of(body: str, person: int, now: datetime) -> Digest:
    """Return a person's digest over the seats they hold in a body (a bounded number of queries a seat)."""
    today = local_day(now)
    readers = [reader_for(each, now) for each in _seats(body, person, now)]
    named = name_on(body, today)
    found = (
        _part(WAITING, _waiting(readers, now), f"/{body}/"),
        _part(REPORTS, _reports(readers, today), f"/{body}/reports/owed/"),
        _part(DUTIES, _duties(body, readers, today), f"/{body}/calendar/?year={today.year}"),
        *_late(readers, today),
    )
    parts = tuple(part for part in found if part.count)
    return Digest(body=body, name=named.short_name if named else same(body), day=today, parts=parts)


def _seats(body: str, person: int, now: datetime) -> list[Capacity]:
    return [each for each in seats_of_person(person, now) if each.body == body]


def _part(title: Text, lines: Iterable[Line], path: str) -> Part:
    # What waits in two seats of one person is told once.
    found = tuple({(each.path, each.says.vi, each.why.vi): each for each in lines}.values())
    return Part(title=title, count=len(found), lines=found[:SHOWN], path=path)


def _waiting(readers: Sequence[Reader], now: datetime) -> list[Line]:
    return [
        Line(says=each.title, why=each.note, due_on=each.due_on, path=_page(reader.body, each), late=each.is_late)
        for reader in readers
        for each in waiting_for(reader, now)
        if each.act != OWED  # they are a part of their own
    ]


def _page(body: str, each: Waiting) -> str:
    """Return the page of a thing that waits; of a conclusion, which stands on its meeting's, the desk."""
    rooms = {"task": "tasks", "meeting": "meetings", "matter": "matters", "document": "documents"}
    own = f"{rooms[each.kind]}/{each.id}/" if each.kind in rooms else ""
    return f"/{body}/{each.path or own}"


def _reports(readers: Sequence[Reader], today: date) -> list[Line]:
    return [
        Line(says=each.asked.title, why=Text("{agency}: {state}", "{agency}: {state}").filled(
            agency=each.agency.name, state=REPORT_STATES[each.state]),
            due_on=each.due_on, path=each.asked.path(reader.body), late=each.state == "missing")
        for reader in readers
        for each in owed_reports(reader, today)
        if each.state != "upcoming"
    ]  # fmt: skip


def _duties(body: str, readers: Sequence[Reader], today: date) -> list[Line]:
    units = {unit_of(reader, today) for reader in readers} - {""}
    found = obligations(body, today - BACK, today + AHEAD, today) if units else ()
    return [
        Line(says=Text("{title}, {cycle}", "{title}, {cycle}").filled(title=each.title, cycle=each.cycle.says),
             why=Text("{bearer}: {state}", "{bearer}: {state}").filled(bearer=each.bearer, state=STATES[each.state]),
             due_on=each.due_on, path=f"/{body}/calendar/?year={each.due_on.year}&month={each.due_on.month}",
             late=each.state == "missed")
        for each in found
        if each.unit in units and each.state in UNDONE and each.what != "agency_report"
    ]  # fmt: skip


def _late(readers: Sequence[Reader], today: date) -> list[Part]:
    """Return what is late of each agency that the person speaks for, as the list of tasks counts it."""
    found: dict[int, Part] = {}
    for reader in readers:
        if reader.agency is None or reader.agency in found:
            continue
        page = task_list(reader, today=today, filters=TaskFilters(late=True, agency=reader.agency), limit=SHOWN)
        lines = tuple(
            Line(says=same(row.title), why=same(row.source), due_on=row.due_on, late=True,
                 path=f"/{reader.body}/tasks/{row.id}/")
            for row in page.rows
        )  # fmt: skip
        path = f"/{reader.body}/tasks/?agency={reader.agency}&late=1"
        found[reader.agency] = Part(title=LATE, count=page.count, lines=lines, path=path)
    return list(found.values())


# ---------------------------------------------------------------- writing


def subject_of(digest: Digest, language: str) -> str:
    """Return the subject of the letter."""
    return SUBJECT.filled(name=digest.name, n=digest.count, day=_day(digest.day)).said_in(language)


def plain_words(digest: Digest, language: str, base: str) -> str:
    """Return the letter as plain text; `base` stands before the addresses of pages."""
    blocks = [subject_of(digest, language)]
    for part in digest.parts:
        lines = [f"{part.title.said_in(language)} ({part.count})"]
        for each in part.lines:
            lines += [f"- {_line(each, language)}", f"  {base}{each.path}"]
        if part.count > len(part.lines):
            lines.append(f"- {_rest(part, language)} {base}{part.path}")
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, ENDING.filled(address=_keys(digest, base)).said_in(language)]) + "\n"


def html_words(digest: Digest, language: str, base: str) -> str:
    """Return the same letter as a simple page: no pictures, no scripts, nothing fetched."""
    parts = format_html_join("\n", "{}", ((_html_part(part, language, base),) for part in digest.parts))
    ending = ENDING.filled(address=_keys(digest, base)).said_in(language)
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>\n<body>\n<h1>{}</h1>\n'
        "{}\n<p>{}</p>\n</body></html>\n",
        language, subject_of(digest, language), subject_of(digest, language), parts, ending,
    )  # fmt: skip


def _html_part(part: Part, language: str, base: str) -> SafeString:
    rows = format_html_join(
        "\n",
        '<li><a href="{}">{}</a>{} <small>{}</small></li>',
        ((base + one.path, one.says.said_in(language), _due(one, language), one.why.said_in(language))
         for one in part.lines),
    )  # fmt: skip
    more = part.count > len(part.lines)
    rest = format_html('<li><a href="{}">{}</a></li>', base + part.path, _rest(part, language)) if more else ""
    head = format_html('<h2><a href="{}">{}</a> ({})</h2>', base + part.path, part.title.said_in(language), part.count)
    return format_html("{}\n<ul>\n{}\n{}</ul>", head, rows, rest)


def _line(each: Line, language: str) -> str:
    why = each.why.said_in(language)
    return f"{each.says.said_in(language)}{_due(each, language)}" + (f" · {why}" if why else "")


def _due(each: Line, language: str) -> str:
    if each.due_on is None:
        return ""
    says = OVERDUE if each.late else DUE
    return f" · {says.filled(day=_day(each.due_on)).said_in(language)}"


def _rest(part: Part, language: str) -> str:
    return MORE.filled(n=part.count - len(part.lines)).said_in(language)


def _keys(digest: Digest, base: str) -> str:
    return f"{base}/{digest.body}/mine/keys/#digest"


def _day(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


WAITING: Final = Text("Việc chờ tôi", "What waits for me")
REPORTS: Final = Text("Báo cáo cơ quan tôi phải gửi", "Reports my agency owes")
DUTIES: Final = Text("Nghĩa vụ đến hạn", "Duties that fall due")
LATE: Final = Text("Nhiệm vụ quá hạn của cơ quan tôi", "Late tasks of my agency")
SUBJECT: Final = Text("{name}: {n} việc, ngày {day}", "{name}: {n} matters, {day}")
DUE: Final = Text("hạn {day}", "due {day}")
OVERDUE: Final = Text("quá hạn từ {day}", "late since {day}")
MORE: Final = Text("và {n} việc nữa:", "and {n} more:")
ENDING: Final = Text(
    "Thư tự động theo lựa chọn của bạn. Đổi hoặc thôi nhận: {address}",
    "Sent because you chose it. Change or stop: {address}",
)
