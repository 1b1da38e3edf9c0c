"""The model regulation: a few fields filled in make a complete charter, its clauses cited where they come to stand.

What it says is data (`data/reading/model.yaml`), read once a process.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from chidao.data.loading import read_yaml
from chidao.instruments.charter_rules import full_date
from chidao.instruments.charter_schema import SECTIONS
from chidao.instruments.writing import layout
from chidao.instruments.writing.coding import charter_code, code_of, initials
from chidao.instruments.writing.data import Data, Names
from chidao.instruments.writing.forms import Tongue
from chidao.instruments.writing.words import lowered, plain
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text

_PLACE: Final = re.compile(r"\{(\w+)\}")
_AUTHORITY: Final = "authority"
_RULES: Final = ("powers", "stand_ins", "limits", "duties", "sights", "signatures", "principles")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelField:
    """One thing that the model asks. `kind`: text, date, number, choice, lines; a number lies within least–most."""

    name: str
    label: Text
    kind: str
    default: str = ""
    choices: tuple[str, ...] = ()
    hint: Text | None = None
    required: bool = False
    least: int | None = None
    most: int | None = None


def model_fields() -> tuple[ModelField, ...]:
    """Return what the model asks, in the order of the form."""
    return tuple(_field(each) for each in _rules()["fields"])


def model_charter(values: Mapping[str, str]) -> Data:
    """Return the model as the data of a charter file, filled with answers by field; what is left out has its default.

    "post; agency" names a post of another agency; lists have a line for each. Raises BadInput naming each field.
    """
    given = {each.name: values.get(each.name, "").strip() or each.default for each in model_fields()}
    raise_if_any(BadInput, list(_faults(given)))
    said = _derived(given)
    return _placed(_charter(said, _agencies(said)))


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = read_yaml("reading/model.yaml")
    return rules


def _field(data: Mapping[str, Any]) -> ModelField:
    texts = {name: Text.from_data(data[name]) for name in ("label", "hint") if name in data}
    plain_values = {name: value for name, value in data.items() if name not in {"label", "hint", "choices"}}
    return ModelField(**{**plain_values, **texts, "choices": tuple(data.get("choices", ()))})


# -- what is given ----------------------------------------------------------------------------------------------------


def _faults(given: Mapping[str, str]) -> Iterator[Reason]:
    for each in model_fields():
        says = _fault(each, given[each.name])
        if says is not None:
            yield Reason(code="model.bad_value", field=each.name, says=says.filled(label=each.label))


def _fault(asked: ModelField, value: str) -> Text | None:
    if not value:
        return _NEEDED if asked.required else None
    if asked.kind == "date" and full_date(value) is None:
        return _NO_DATE
    if asked.kind == "choice" and value not in asked.choices:
        return _NO_CHOICE
    if asked.kind == "number" and not (value.isdecimal() and (asked.least or 0) <= int(value) <= (asked.most or 999)):
        return _NO_NUMBER
    return _TOO_LONG if len(value) > (20_000 if asked.kind == "lines" else 500) else None


def _derived(given: Mapping[str, str]) -> dict[str, str]:
    """Return every value, those that were left out made from the others."""
    rules = _rules()
    said = {name: value if "\n" in value else plain(value) if value else "" for name, value in given.items()}
    level = {name: _filled(words, said) for name, words in rules["levels"][said["level"]].items()}
    defaults = {
        "short_name": said["name"],
        "name_en": said["name"],
        "issuer": level["authority"],
        "symbol": level["symbol"],
        "effective_on": said["signed_on"],
        "chair_post": level["head"],
        "chair_agency": level["authority"],
        "standing_post": f"{level['deputy']}; {level['authority']}",
    }
    said |= {name: value for name, value in defaults.items() if not said[name]}
    said |= {"authority": level["authority"], "authority_short": level["short"], "authority_kind": level["kind"]}
    said["seal"] = said["seal"] or said["issuer"]
    said["vice_posts"] = said["vice_posts"] or f"{_head_of(said['standing_body'])}; {said['standing_body']}"
    return said


def _head_of(agency: str) -> str:
    return str(_agency_rule(agency)[2]).replace("{agency}", agency)


def _agency_rule(agency: str) -> Sequence[str]:
    found: Sequence[str] = next(rule for rule in _rules()["agencies"] if agency.startswith(rule[0]))
    return found


def _posts(words: str) -> list[tuple[str, str]]:
    """Return (post, agency) for each line; an agency alone stands for its head."""
    lines = [plain(line) for line in words.splitlines() if line.strip()]
    parts = [[part.strip() for part in line.partition(";")[::2]] for line in lines]
    return [(post, agency) if agency else (_head_of(post), post) for post, agency in parts]


def _standing(said: Mapping[str, str]) -> tuple[str, str]:
    post, _, agency = (part.strip() for part in said["standing_post"].partition(";"))
    return post, agency or said["chair_agency"]


def _members(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the members' posts, without those that the body's leaders hold already."""
    leading = {(said["chair_post"], said["chair_agency"]), _standing(said), *_posts(said["vice_posts"])}
    return [each for each in dict.fromkeys(_posts(said["members"])) if each not in leading]


def _agencies(said: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of all agencies by name, the authority first."""
    others = [agency for _, agency in (*_posts(said["vice_posts"]), *_posts(said["members"]))]
    named = (said["chair_agency"], _standing(said)[1], said["standing_body"], *others)
    ids = {said["authority"]: _AUTHORITY}
    for name in dict.fromkeys(named):
        if name not in ids:
            wanted = code_of(name) or "co-quan"
            ids[name] = wanted if wanted not in ids.values() else f"{wanted}-{len(ids)}"
    return ids


# -- the charter ------------------------------------------------------------------------------------------------------


def _charter(said: Mapping[str, str], agencies: Mapping[str, str]) -> Data:
    rules = _rules()
    code = charter_code(said["number"], said["symbol"]) if said["number"] else initials(said["short_name"])
    written = [clause for chapter in rules["chapters"] for clause in chapter["clauses"]]
    ids = {clause["key"]: f"{code}-{number}" for number, clause in enumerate(written, 1)}
    data: Data = {
        "id": code,
        "body": initials(said["short_name"]),
        "source": "original",
        "name": {"vi": said["name"], "en": said["name_en"]},
        "short_name": {"vi": said["short_name"], "en": said["name_en"]},
        "instrument": _instrument(said),
        "clauses": [
            _clause(clause, chapter["title"], ids, said)
            for chapter in rules["chapters"]
            for clause in chapter["clauses"]
        ],
        "agencies": [_agency(name, code, ids["body"], said) for name, code in agencies.items()],
        "units": [_standing_part(each, ids) for each in rules["units"]],
        "roles": [_standing_part(each, ids) for each in rules["roles"]],
        "seats": list(_seats(said, agencies, ids)),
    }
    for section in _RULES:
        data[section] = [
            _rule(entry, said) | {"clause": ids[clause["key"]]}
            for clause in written
            for entry in clause.get(section, ())
        ]
    return {
        key: data[key] for key in (*(key for key in data if key not in SECTIONS), *(s for s in SECTIONS if s in data))
    }


def _instrument(said: Mapping[str, str]) -> Data:
    bases = [plain(line) for line in said["bases"].splitlines() if line.strip()]
    return {
        "number": said["number"] or None,
        "symbol": said["symbol"],
        "kind": "regulation",
        "title": _both(_rules()["title"], said),
        "issuer": said["issuer"],
        "signed_on": said["signed_on"] or None,
        "effective_on": said["effective_on"] or None,
        "signer_post": _filled(_rules()["signer_post"], said),
    } | ({"bases": bases} if bases else {})


def _clause(clause: Mapping[str, Any], chapter: str, ids: Mapping[str, str], said: Mapping[str, str]) -> Data:
    """Return a clause without its place; `_placed` gives it one."""
    return {
        "id": ids[clause["key"]],
        "label": "?",
        "cite": "?",
        "kind": clause["kind"],
        "who": clause["who"],
        "summary": _both(clause, said),
        "chapter": chapter,
    }


def _agency(name: str, code: str, clause: str, said: Mapping[str, str]) -> Data:
    own = code == _AUTHORITY
    kind = said["authority_kind"] if own else _agency_rule(name)[1]
    short = said["authority_short"] if own else _short(name)
    return {"id": code, "name": name, "kind": kind, "short": short, "clause": clause}


def _short(name: str) -> str:
    letters = (unicodedata.normalize("NFD", word[0])[0] for word in name.split() if word.lower() not in {"và", "của"})
    return "".join(letters).upper()


def _standing_part(each: Mapping[str, Any], ids: Mapping[str, str]) -> Data:
    return {key: value for key, value in each.items() if key != "at"} | {"clause": ids[each["at"]]}


def _seats(said: Mapping[str, str], agencies: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[Data]:
    leaders = [("chair", said["chair_post"], said["chair_agency"]), ("standing_vice_chair", *_standing(said))]
    leaders += [("vice_chair", *each) for each in _posts(said["vice_posts"])]
    leaders += [("member", *each) for each in _members(said)]
    for role, seats in _grouped(leaders).items():
        for number, (post, agency) in enumerate(seats, 1):
            yield _seat(role, number if len(seats) > 1 else 0, "post", post, agencies[agency]) | {"clause": ids["body"]}
    yield from (each | {"clause": ids["group"]} for each in _group_seats(said, agencies))


def _group_seats(said: Mapping[str, str], agencies: Mapping[str, str]) -> Iterator[Data]:
    rules, standing = _rules(), said["standing_body"]
    for role in ("group_lead", "group_deputy"):
        holder = rules["group_seat"].replace("{agency}", standing)
        yield _seat(role, 0, "agency", holder, agencies[standing])
    for number, agency in enumerate(dict.fromkeys(agency for _, agency in _members(said)), 1):
        holder = rules["group_member_seat"].replace("{agency}", agency)
        yield _seat("group_member", number, "agency", holder, agencies[agency])


def _seat(role: str, number: int, by: str, holder: str, agency: str) -> Data:
    code = role.replace("_", "-") + (f"-{number}" if number else "")
    return {"id": code, "role": role, "by": by, "holder": holder, "agency": agency}


def _grouped(leaders: Sequence[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for role, post, agency in leaders:
        found.setdefault(role, []).append((post, agency))
    return found


def _rule(entry: Mapping[str, Any], said: Mapping[str, str]) -> Data:
    """Return an entry with its places filled; a cadence is named by its field."""
    found: Data = {key: _deep(value, said) for key, value in entry.items()}
    if isinstance(found.get("months"), str):
        found["months"] = int(said[found["months"]])
    return found


def _deep(value: Any, said: Mapping[str, str]) -> Any:
    match value:
        case str():
            return _filled(value, said)
        case dict():
            return {key: _deep(each, said) for key, each in value.items()}
        case list():
            return [_deep(each, said) for each in value]
    return value


def _both(words: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    return {language: _filled(words[language], {**said, **_cadences(said, language)}) for language in ("vi", "en")}


def _cadences(said: Mapping[str, str], language: str) -> dict[str, str]:
    return {f"{name}_cadence": _cadence(int(said[f"{name}_months"]), language) for name in ("meeting", "report")}


def _cadence(months: int, language: str) -> str:
    rules = _rules()
    words: str = rules["cadences"].get(months, rules["cadence"])[language]
    return words.replace("{months}", str(months))


def _filled(words: str, said: Mapping[str, str]) -> str:
    """Fill the places that are known; `{post}` in a signature stays the printer's."""
    return _PLACE.sub(lambda found: said.get(found.group(1), found.group()), words)


def _placed(data: Data) -> Data:
    """Give every clause the label, the citation and the chapter that it has when the charter is written out."""
    names = Names({})
    names.add_all(data, ("units", "agencies", "roles", "seats"))
    names.acts.update({act: lowered(act) for power in data["powers"] for act in power["acts"]})
    names.acts.update({act: lowered(act) for limit in data["limits"] for act in limit["acts"]})
    places = layout.places_of(layout.lay_out(data, Tongue(names), {}))
    return data | {"clauses": [each | layout.own_place(*places[each["id"]]) for each in data["clauses"]]}


_NEEDED: Final = Text("Cần điền: {label}.", "This is needed: {label}.")
_NO_DATE: Final = Text("“{label}” phải là một ngày.", "“{label}” must be a date.")
_NO_CHOICE: Final = Text("“{label}” không có lựa chọn này.", "“{label}” has no such choice.")
_NO_NUMBER: Final = Text("“{label}” phải là số trong giới hạn.", "“{label}” must be a number within its bounds.")
_TOO_LONG: Final = Text("“{label}” dài quá.", "“{label}” is too long.")
