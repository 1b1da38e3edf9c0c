"""Who is spoken of (PURE): the roles, bodies and agencies named in a passage, and who is its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chidao.reading.norms.passages import Passage, Said
from chidao.reading.norms.words import Words

# In the order of choice where two begin at one place and are as long.
WHO: Final[dict[str, str]] = {
    "standing_vice_chair": "standing_vice_chair",
    "vice_chair": "vice_chair",
    "chair": "chair",
    "deputy_lead": "deputy_lead",
    "lead": "lead",
    "secretary": "secretary",
    "group_member": "group_member",
    "member": "member",
    "standing_body": "standing_body",
    "standing_members": "standing_members",
    "office": "office",
    "working_group": "group",
    "committee": "committee",
    "agencies": "agency_heads",
    "agencies ": "agencies",
}
"""What a mention may be of, and the pattern by which it is known."""

ROLES: Final = (
    "chair",
    "standing_vice_chair",
    "vice_chair",
    "member",
    "secretary",
    "lead",
    "deputy_lead",
    "group_member",
)
UNIT_OF: Final[dict[str, str]] = {
    "lead": "working_group",
    "deputy_lead": "working_group",
    "group_member": "working_group",
}

# A title that goes on with another capital word is a post elsewhere: the head of another "Ban" than this one.
_GOES_ON: Final = re.compile(r"\s+(?:của\s+)?(?=[^\W\d_a-zà-ỹ])(?P<next>\w+)(?:\s+(?P<second>\w+))?")
_BODIES: Final = ("ban chi", "bcd", "ban dieu", "hOi dong", "tO cong", "tO giup", "tO thu")
# How far back a mention may begin with its "các", "những" where the words before a subject were passed over.
_PLURAL: Final = 8
_BEFORE_SUBJECT: Final = re.compile(
    r"\s*(?:[-–+*•]\s*)?(?:\(?\w{1,3}[.)]\s*)?(?:(?:nhiem vu|quyen han|trach nhiem|va|cua|che do|hoat dong|lam viec|cac"
    r"|nhung|cuoc|phien"
    r"|hOp|tieu|theo|dO|\.|,)[\s,]+)*"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A role or body named at a place of a passage."""

    who: str
    start: int
    end: int
    words: str

    @property
    def is_role(self) -> bool:
        """Say whether it is a role that a person has."""
        return self.who in ROLES


def mentions_in(passage: Said, words: Words) -> tuple[Mention, ...]:
    """Return who is named in a passage, in order; of overlapping mentions the first, then the longest."""
    found = [
        mention
        for who, name in WHO.items()
        for mention in _mentions(passage, words[name], who.strip())
        if who.strip() not in ROLES or not _is_post_elsewhere(passage, mention)
    ]
    kept: list[Mention] = []
    order = list(dict.fromkeys(who.strip() for who in WHO))
    for mention in sorted(found, key=lambda one: (one.start, -one.end, order.index(one.who))):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _mentions(passage: Said, pattern: re.Pattern[str], who: str) -> Iterator[Mention]:
    for found in pattern.finditer(passage.folded):
        start, end = found.span()
        if _is_whole(passage.folded, start, end):
            yield Mention(who, start, end, passage.said(start, end))


def _is_whole(text: str, start: int, end: int) -> bool:
    return end > start and not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _is_post_elsewhere(passage: Said, mention: Mention) -> bool:
    if passage.text[mention.start : mention.end].isupper():
        return False
    found = _GOES_ON.match(passage.text, mention.end)
    if found is None:
        return False
    following = passage.folded[found.start("next") : found.end("next")]
    second = passage.folded[found.start("second") : found.end("second")] if found.group("second") else ""
    if mention.who in {"chair", "vice_chair", "standing_vice_chair"} and _ends_short(mention):
        return (following, second) not in {("ban", "chi"), ("chi", "dao"), ("thuong", "truc")} and not _is_body(
            passage, found
        )
    return False


def _is_body(passage: Said, found: re.Match[str]) -> bool:
    return passage.folded[found.start("next") :].startswith(_BODIES)


def _ends_short(mention: Mention) -> bool:
    """Say whether a title ends in its bare "ban", so that what follows may be the name of another body."""
    return mention.words.lower().endswith("ban")


def subject_of(passage: Said, mentions: tuple[Mention, ...], start: int, end: int) -> tuple[Mention, ...]:
    """Return the mentions that a sentence begins with, or ()."""
    found = _BEFORE_SUBJECT.match(passage.folded, start, end)
    at = found.end() if found else start
    return chain_from(passage, mentions, at, end)


_CHAIN: Final = re.compile(r"[\s,;/]*(?:(?:va|hoac|cung|voi|hay|cac|nhung|khac|la)[\s,]+)*")


def chain_from(passage: Said, mentions: tuple[Mention, ...], at: int, end: int) -> tuple[Mention, ...]:
    """Return the mentions that stand in a row from a place on, joined by commas and "và"."""
    chain: list[Mention] = []
    for mention in mentions:
        if mention.end <= at or (chain and mention.start < at) or mention.start < at - _PLURAL:
            continue
        between = passage.folded[at : mention.start]
        if mention.end > end or (between and not _CHAIN.fullmatch(between)):
            break
        chain.append(mention)
        at = mention.end
    return tuple(chain)


def whos_over(passage: Passage, words: Words) -> tuple[str, ...]:
    """Return who the clause is about by what stands over it: a lead, the article's title; () where none says."""
    for over in passage.over:
        about = _about(over, words)
        if about:
            return about
    return ()


def _about(over: str, words: Words) -> tuple[str, ...]:
    standing = Said(over, words.folded(over))
    mentions = mentions_in(standing, words)
    chain = subject_of(standing, mentions, 0, len(over)) or mentions[:1]
    return tuple(dict.fromkeys(mention.who for mention in chain))
