"""An entry of a charter said in one line of plain words (PURE), with the names of roles, agencies and acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from chidao.instruments import vocabulary as words
from chidao.kernel.wording import Text, listed, same
from chidao.onboarding.rules.state import Data
from chidao.onboarding.rules.values import HEAD, Names

_LAST: Final = Text(" và ", " and ")


def says_of(section: str, id_: str, entry: Data, names: Names) -> Text:
    """Return the line that says an entry."""
    if id_ in HEAD:
        return _head(id_, entry)
    return _SAYING[section](entry, names)


def _head(id_: str, entry: Data) -> Text:
    value = HEAD[id_][0]
    held = entry.get("value", entry.get(value.path))
    label = _HEAD_LABELS.get(id_, value.label)
    if held in (None, "", []):
        return Text("{label}: văn bản không nêu", "{label}: not in the text").filled(label=label)
    return Text("{label}: {held}", "{label}: {held}").filled(label=label, held=_held(id_, held))


def _held(id_: str, held: Any) -> Text:
    if isinstance(held, Mapping):
        return Text(str(held["vi"]), str(held.get("en") or held["vi"]))
    if isinstance(held, list):
        return same("; ".join(held))
    if id_ == "instrument/kind":
        return words.FACETS["instrument"].get(str(held), same(str(held)))
    return same(_day(str(held)) if id_.endswith("_on") else str(held))


def _day(iso: str) -> str:
    """Return a date as people write it, as far as it is known."""
    parts = iso.removeprefix("--").split("-")
    return "/".join(part.lstrip("0") for part in reversed(parts))


def _words(kind: str, ids: Iterable[str], names: Names) -> Text:
    return listed([names.called(kind, each) for each in ids], last=_LAST)


def _closed(table: Mapping[str, Text], ids: Iterable[str]) -> Text:
    return listed([table.get(each, same(each)) for each in ids], last=_LAST)


def _lower(text: Text) -> Text:
    return Text(text.vi[:1].lower() + text.vi[1:], text.en[:1].lower() + text.en[1:])


def _titled(held: Any) -> Text:
    return Text(str(held["vi"]), str(held.get("en") or held["vi"]))


def _agency(entry: Data, names: Names) -> Text:
    kind = words.AGENCY_KINDS.get(entry.get("kind", ""), same(""))
    return Text("{name} ({kind})", "{name} ({kind})").filled(name=entry.get("name", ""), kind=kind)


def _unit(entry: Data, names: Names) -> Text:
    return Text("Bộ phận: {name}", "Part of the body: {name}").filled(name=_titled(entry["name"]))


def _role(entry: Data, names: Names) -> Text:
    return Text("Có vai: {title} ({unit})", "A role: {title} ({unit})").filled(
        title=_titled(entry["title"]), unit=names.called("units", entry["unit"])
    )


def _seat(entry: Data, names: Names) -> Text:
    role = names.called("roles", entry["role"])
    held = same(entry["holder"]) if entry.get("holder") else _unheld(entry, names)
    if entry.get("person"):
        held = Text("{held} ({person})", "{held} ({person})").filled(held=held, person=entry["person"])
    return Text("{role}: {held}", "{role}: {held}").filled(role=role, held=held)


def _unheld(entry: Data, names: Names) -> Text:
    agency = names.called("agencies", entry["agency"]) if entry.get("agency") else None
    if entry.get("by") == "agency" and agency:
        return Text("{agency} cử người", "somebody sent by {agency}").filled(agency=agency)
    if entry.get("person"):
        return Text("đích danh", "by name")
    return agency or Text("chưa nêu là ai", "not said who")


def _power(entry: Data, names: Names) -> Text:
    acts = listed([_lower(names.called("acts", each)) for each in entry["acts"]], last=_LAST)
    said = Text("{roles} được {acts}", "{roles} may {acts}").filled(
        roles=_words("roles", entry["roles"], names), acts=acts
    )
    facets = [_facet(facet, ids) for facet, ids in entry.get("only", {}).items()]
    facets = [each for each in facets if each.vi not in acts.vi]  # "adopt a regulation" needs no "regulation" beside it
    if facets:
        said = Text("{said} ({facets})", "{said} ({facets})").filled(said=said, facets=listed(facets))
    if entry.get("when"):
        when = _closed(words.CONDITIONS, entry["when"])
        said = Text("{said}, khi {when}", "{said}, when one {when}").filled(said=said, when=when)
    return said


def _facet(facet: str, ids: Iterable[str]) -> Text:
    return _FACETS.get(facet, Text("{of}", "{of}")).filled(of=_closed(words.FACETS[facet], ids))


def _stand_in(entry: Data, names: Names) -> Text:
    return Text("{role} thay {other} khi vắng mặt", "{role} stands in for {other} when away").filled(
        role=names.called("roles", entry["role"]), other=names.called("roles", entry["stands_for"])
    )


def _limit(entry: Data, names: Names) -> Text:
    return _titled(entry["says"])


def _duty(entry: Data, names: Names) -> Text:
    months = entry["months"]
    every = (
        Text("{n} tháng một lần", "every {n} months").filled(n=months)
        if months
        else Text("khi được yêu cầu", "when asked for")
    )
    said = Text("{title}: {every} ({unit})", "{title}: {every} ({unit})").filled(
        title=_titled(entry["title"]), every=every, unit=names.called("units", entry["unit"])
    )
    to = [names.called("roles", each) for each in entry.get("to", ())]
    to += [names.called("agencies", each) for each in entry.get("to_agencies", ())]
    return Text("{said}, gửi {to}", "{said}, to {to}").filled(said=said, to=listed(to, last=_LAST)) if to else said


def _signature(entry: Data, names: Names) -> Text:
    seal = same(entry["seal"]) if entry.get("seal") else Text("không nêu dấu", "no seal named")
    if entry.get("seal_of"):
        seal = Text("dấu của cơ quan người ký", "that of the signer's own agency")
    form = (
        Text("Dấu dưới chữ ký {role} khi ký thay: {seal}", "Seal under {role} when standing in: {seal}")
        if entry.get("standing_in")
        else Text("Dấu dưới chữ ký {role}: {seal}", "Seal under {role}: {seal}")
    )
    return form.filled(role=names.called("roles", entry["role"]), seal=seal)


def _field(entry: Data, names: Names) -> Text:
    said = Text("Phụ trách {title}: {lead}", "In charge of {title}: {lead}").filled(
        title=_titled(entry["title"]), lead=names.called("seats", entry["lead"])
    )
    if not entry.get("partners"):
        return said
    return Text("{said}; cùng {others}", "{said}; with {others}").filled(
        said=said, others=_words("seats", entry["partners"], names)
    )


def _count(entry: Data, names: Names) -> Text:
    whose = _words("roles", entry["roles"], names) if entry.get("roles") else names.called("units", entry["unit"])
    stated = entry.get("stated")
    number = same(str(stated)) if stated is not None else Text("không nêu số", "no number stated")
    return Text("Số người, {whose}: {number}", "Number of {whose}: {number}").filled(whose=whose, number=number)


def _principle(entry: Data, names: Names) -> Text:
    return words.FEATURES.get(entry["feature"], same(entry["feature"]))


def _sight(entry: Data, names: Names) -> Text:
    return Text("{roles} được xem {sees} ({scope})", "{roles} may see {sees} ({scope})").filled(
        roles=_words("roles", entry["roles"], names),
        sees=_closed(words.SUBJECTS, entry["sees"]),
        scope=words.SCOPES.get(entry["scope"], same(entry["scope"])),
    )


_SAYING: Final[Mapping[str, Callable[[Data, Names], Text]]] = {
    "agencies": _agency, "units": _unit, "roles": _role, "seats": _seat, "powers": _power, "stand_ins": _stand_in,
    "limits": _limit, "duties": _duty, "signatures": _signature, "fields": _field, "counts": _count,
    "principles": _principle, "sights": _sight,
}  # fmt: skip

SECTIONS: Final[Mapping[str, Text]] = {
    "body": Text("Ban chỉ đạo", "The body"),
    "instrument": Text("Văn bản", "The paper"),
    "units": Text("Bộ phận", "Parts of the body"),
    "roles": Text("Vai", "Roles"),
    "agencies": Text("Cơ quan", "Agencies"),
    "seats": Text("Thành viên", "Members"),
    "counts": Text("Số người nêu trong văn bản", "Numbers stated"),
    "powers": Text("Quyền", "Powers"),
    "stand_ins": Text("Thay khi vắng", "Standing in"),
    "limits": Text("Giới hạn", "Limits"),
    "duties": Text("Việc định kỳ", "Recurring duties"),
    "signatures": Text("Chữ ký và dấu", "Signatures and seals"),
    "fields": Text("Lĩnh vực phân công", "Fields of work"),
    "sights": Text("Ai được xem gì", "Who may see what"),
    "principles": Text("Điều được hệ thống giữ", "What the system keeps"),
}
"""What the sections are called, in the order in which they are read."""

_FACETS: Final = {
    "meeting": Text("họp {of}", "meetings: {of}"),
    "unit": Text("của {of}", "of the {of}"),
    "origin": Text("nhiệm vụ {of}", "tasks {of}"),
    "step": Text("bước {of}", "step: {of}"),
}
_HEAD_LABELS: Final = {
    "body/name": Text("Tên ban chỉ đạo", "Name of the body"),
    "body/short_name": Text("Tên ngắn", "Short name"),
    "body/former_name": Text("Tên trước đây", "Former name"),
    "instrument/title": Text("Trích yếu", "Subject"),
    "instrument/replaces": Text("Thay thế", "Replaces"),
    "instrument/bases": Text("Căn cứ", "Rests on"),
}
