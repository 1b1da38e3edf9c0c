"""PURE: agencies and posts as people write them: which agency a post belongs to, who heads an agency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from chidao.kernel.vietnamese import fold
from chidao.onboarding.rules.installing_site import Rules, Site
from chidao.onboarding.rules.state import Data

_LONGEST_SHORT = 12


def agency_kind(name: str, rules: Rules) -> str:
    """Return the kind of an agency, by the beginning of its name."""
    said = fold(name)
    return next((str(kind) for pattern, kind in rules["agency_kinds"] if re.match(pattern, said)), "other")


def is_agency(name: str, rules: Rules) -> bool:
    """Say whether words begin as an agency's name does."""
    return any(re.match(pattern, fold(name)) for pattern, _ in rules["agency_kinds"])


def short_name(name: str) -> str:
    """Return an agency's initials, for narrow columns: "Sở Nội vụ" → "SNV"; words in capitals stay whole."""
    words = [word for word in re.split(r"[^\w]+", name) if word and fold(word) not in {"va", "cua"}]
    initials = "".join(word if word.isupper() and len(word) > 1 else word[0].upper() for word in words)
    return initials[:_LONGEST_SHORT] or name[:_LONGEST_SHORT]


def head_of(name: str, rules: Rules) -> str:
    """Return what the head of an agency is called: "Sở Nội vụ" → "Giám đốc Sở Nội vụ"."""
    said = fold(name)
    form = next(str(form) for pattern, form in rules["head_titles"] if re.match(pattern, said))
    return form.format(name=name)


def one_agency(one: str, other: str) -> bool:
    """Say whether two names are one agency's: "UBND" is "Ủy ban nhân dân", and the place at the end may be left out."""
    first, second = sorted((_plain(one), _plain(other)), key=len)
    placed = re.fullmatch(rf"{re.escape(first)} (.+)", second)
    return first == second or bool(placed and re.search(r" (?:tinh|thanh pho|xa|phuong|huyen|quan)$", f" {first}"))


def _plain(name: str) -> str:
    return fold(name).replace("uy ban nhan dan", "ubnd")


def known_agency(name: str, agencies: Iterable[Data]) -> Data | None:
    """Return the agency of a name, the same words first."""
    every = list(agencies)
    exact = (each for each in every if _plain(each["name"]) == _plain(name))
    return next(exact, None) or next((each for each in every if one_agency(each["name"], name)), None)


def agency_in(post: str, agencies: Sequence[Data], rules: Rules) -> str | None:
    """Return the name of the agency that a post belongs to: a known one's at its end, or what follows the post's words.

    "Giám đốc Sở Nội vụ" → "Sở Nội vụ"; words after a bar say it outright ("Ông A | Sở Nội vụ"). None where the words
    name no agency.
    """
    if "|" in post:
        return post.rpartition("|")[2].strip() or None
    said = _plain(post)
    ends = [str(each["name"]) for each in agencies if said.endswith(f" {_plain(each['name'])}")]
    if ends:
        return max(ends, key=len)
    rest = re.sub(rf"^{rules['post_words']}\s+", "", post, flags=re.IGNORECASE)
    return rest if rest != post and is_agency(rest, rules) else None


def held_by(post: str, rules: Rules) -> Literal["post", "agency"]:
    """Return how a seat is held: by the post, or by whom the agency names ("Lãnh đạo Sở …")."""
    return "agency" if re.match(rules["names_its_person"], fold(post)) else "post"


def standing_agency(site: Site) -> str:
    """Return the agency that most probably is the standing body.

    The one that the text's clause on the standing body names nearest to those words; else that of a working group's
    lead; else the first that the rules know of; else an office of the place. "" where nothing hints at any.
    """
    named = _named_in_clause(site) or _of_lead(site) or _likely(site)
    return named or (site.place.called("office") if site.place else "")


def _of_lead(site: Site) -> str:
    """Return the agency of a working group's lead, who mostly is of the standing body."""
    seats = site.seats(*site.at("group_lead"))
    ids = {seat.get("agency") for seat in seats}
    return next((str(each["name"]) for each in site.of("agencies") if each["id"] in ids), "")


def _named_in_clause(site: Site) -> str:
    clause = next((unit["clause"] for unit in site.of("units") if unit["kind"] == "office"), None)
    said = next((each["summary"]["vi"] for each in site.of("clauses") if each["id"] == clause), "").casefold()
    spoken = said.rfind(site.rules["standing_words"])
    named = [(abs(said.rfind(name.casefold(), 0) - spoken), name) for name in _names(site) if name.casefold() in said]
    return min(named)[1] if spoken >= 0 and named else ""


def _likely(site: Site) -> str:
    for pattern in site.rules["standing_agencies"]:
        for name in _names(site):
            if re.search(pattern, fold(name)):
                return name
    return ""


def _names(site: Site) -> list[str]:
    return [str(each["name"]) for each in site.of("agencies")]


def authority(site: Site) -> str:
    """Return the people's committee (or ministry) of the body: by its place, else the agency of whoever heads it."""
    heads = {seat.get("agency") for seat in site.seats(*site.at("chair"))}
    of_head = (str(each["name"]) for each in site.of("agencies") if each["id"] in heads)
    return site.place.called("authority") if site.place else next(of_head, "")


def inspector(site: Site) -> str:
    """Return the agency that sends the auditor: one that inspects, or whoever does so at the place, or ""."""
    known = [name for name in _names(site) if re.match(site.rules["inspectors"], fold(name))]
    return next(iter(known), site.place.called("audit") if site.place else "")
