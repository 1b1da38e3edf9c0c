"""Which articles a charter is written in, and where each clause comes to stand in them (PURE).

What makes up the body stands first, in articles of its own; then the clauses in their order, one article for each run
of them that concerns the same bearer in the same chapter, each clause with the rules that it lays down as its points;
last what the paper itself is. A clause is a numbered khoản, its rules are points, or dashes where letters run out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from chidao.instruments import vocabulary
from chidao.instruments.writing import words as w
from chidao.instruments.writing.data import NAMED, Data, Names, clauses_in_order, in_text_order
from chidao.instruments.writing.forms import RULES, STRUCTURE, Tongue
from chidao.kernel.numerals import roman
from chidao.kernel.wording import Text

GENERAL: Final = "Quy định chung"
ORGANISATION: Final = "Tổ chức"
CONTENT: Final = "Nhiệm vụ, quyền hạn và chế độ làm việc"
FINAL: Final = "Điều khoản thi hành"
SCOPE: Final = "Tên gọi và phạm vi"
TERMS: Final = "Từ ngữ dùng theo quy chế được bổ trợ"
ISSUE: Final = "Văn bản ban hành và hiệu lực"
BESIDE: Final = "Quy định theo điều khoản của quy chế được bổ trợ"
ARTICLES: Final[Mapping[str, str]] = {
    "units": "Các bộ phận", "agencies": "Các cơ quan", "roles": "Các chức danh", "seats": "Thành viên",
    "designations": "Phân công giữ chức danh", "counts": "Số lượng thành viên", "fields": "Lĩnh vực phụ trách",
}  # fmt: skip
TERM_WORDS: Final[Mapping[str, str]] = {
    "units": "Bộ phận", "agencies": "Cơ quan", "roles": "Chức danh", "seats": "Thành viên", "clauses": "Điều khoản",
}  # fmt: skip
IN_DETAIL: Final = " Cụ thể:"
ACCORDING_TO: Final = "Theo"
_KINDS: Final = w.vietnamese(vocabulary.CLAUSE_KINDS)
_TOWARDS: Final = frozenset({"limit", "principle", "validity"})
_QUOTE: Final = re.compile(r"“(?:[^“”]|““|””)*”")
_TITLE_WORDS: Final = re.compile(r"[^\W\d_](?:[\w, -]*\w)?")
_CHAPTER: Final = re.compile(r"Chương [IVXLC]+\. ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A khoản: its number, its words, its points; `clause` is the id of the charter's clause that it writes out."""

    number: int
    text: str
    points: tuple[str, ...] = ()
    clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenArticle:
    """An article of the written regulation, counted from 1 through all chapters."""

    number: int
    title: str
    clauses: tuple[Written, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenChapter:
    """A chapter of the written regulation."""

    number: int
    title: str
    articles: tuple[WrittenArticle, ...]

    @property
    def label(self) -> str:
        """Return its number as chapters have them: "IV"."""
        return roman(self.number)


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article before it has a number."""

    title: str
    clauses: tuple[Written, ...]


Place = tuple[int, int]
"""Article and khoản."""


def lay_out(data: Data, tongue: Tongue, foreign: Mapping[str, Sequence[str]]) -> tuple[WrittenChapter, ...]:
    """Return the chapters of a charter; `foreign` are the names that it takes from the one it complements."""
    content = list(_content(data, tongue))
    before = [(GENERAL, [_scope(data), *_terms(foreign)])]
    places = _places(len(before[0][1]) + len(_made_of(data)), content)
    organisation = [_structure(section, data, tongue, places) for section in _made_of(data)]
    chapters = [*before, *([(ORGANISATION, organisation)] if organisation else []), *content]
    return _numbered([*chapters, (FINAL, [_issue(data)])])


def places_of(chapters: Sequence[WrittenChapter]) -> dict[str, tuple[Place, WrittenChapter]]:
    """Return where each clause of the charter stands."""
    return {
        clause.clause: ((article.number, clause.number), chapter)
        for chapter in chapters
        for article in chapter.articles
        for clause in article.clauses
        if clause.clause is not None and article.title != BESIDE
    }


def own_place(place: Place, chapter: WrittenChapter) -> dict[str, str]:
    """Return the label, the citation and the chapter that a clause has by its place in the written text."""
    article, clause = place
    chapter_said = f"Chương {chapter.label}. {chapter.title}"
    return {"label": f"Đ{article}.{clause}", "cite": f"Điều {article} khoản {clause}", "chapter": chapter_said}


def bearer_names(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what bearers of clauses are called: the one role that answers to them, or the unit all of whose roles do.

    Others have the words of the table.
    """
    roles = data.get("roles", ())
    units = {each["id"]: each["name"]["vi"] for each in data.get("units", ())}
    bearers = dict.fromkeys(code for role in roles for code in role.get("bears", ()))
    found = {bearer: _bearer_name(bearer, roles, units) for bearer in bearers}
    called = {bearer: name for bearer, name in found.items() if name and _TITLE_WORDS.fullmatch(name)}
    said = [*called.values(), *(word for code, word in w.BEARERS.items() if code not in called)]
    return {**w.BEARERS, **{bearer: name for bearer, name in called.items() if said.count(name) == 1}}


def _bearer_name(bearer: str, roles: Sequence[Mapping[str, Any]], units: Mapping[str, str]) -> str | None:
    bearing = [role for role in roles if bearer in role.get("bears", ())]
    if len(bearing) == 1:
        title: str = bearing[0]["title"]["vi"]
        return title
    of = {role["unit"] for role in bearing}
    whole = len(of) == 1 and all(role in bearing for role in roles if role["unit"] in of)
    return units.get(of.pop()) if whole else None


def article_title(kinds: Sequence[str], who: str) -> str:
    """Return the title of an article: "Quyền hạn, nhiệm vụ của …"."""
    joint = "đối với" if kinds[0] in _TOWARDS else "của"
    return w.raised(f"{w.closed_list(kinds, _KINDS)} {joint} {who}")


def read_title(title: str, names: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the kinds and the bearer that an article's title tells. Raises NotUnderstood."""
    for joint in (" của ", " đối với "):
        said, found, who = title.partition(joint)
        if found:
            kinds = w.read_closed(w.lowered(said), _KINDS)
            if article_title(kinds, who) == title:
                return kinds, bearer(who, names)
    raise w.NotUnderstood(_NO_TITLE.filled(word=title[:80]))


def bearer(who: str, names: Mapping[str, str]) -> str:
    """Return the code of a bearer as a title calls it. Raises NotUnderstood."""
    code = next((code for code, name in names.items() if name == who), w.unquoted(who))
    if code not in names and not (who.startswith("“") and re.fullmatch(r"[A-Z][A-Z_]{0,63}", code)):
        raise w.NotUnderstood(_NO_BEARER.filled(word=who[:80]))
    return code


def kind_lead(kind: str) -> str:
    """Return the word before a khoản that says its kind, where the article has several."""
    return f"{w.raised(_KINDS[kind])}: "


def read_kind(text: str, kinds: Sequence[str]) -> tuple[str, str]:
    """Return the kind of a khoản and its own words. Raises NotUnderstood where the article leaves it open."""
    if len(kinds) == 1:
        return kinds[0], text
    found = next((kind for kind in kinds if text.startswith(kind_lead(kind))), None)
    if found is None:
        raise w.NotUnderstood(_NO_KIND.filled(kinds=w.closed_list(kinds, _KINDS)))
    return found, text.removeprefix(kind_lead(found))


def summary_written(summary: str) -> str:
    """Write a clause's summary, in quotation marks where its rules could not be told from it."""
    told_apart = w.is_ordinary(summary) and IN_DETAIL.strip() not in summary
    return summary if told_apart else w.quoted(summary)


def read_summary(text: str, has_points: bool) -> tuple[str, str | None]:
    """Return a clause's summary, and the one rule that goes on after it, if one does."""
    lead = _QUOTE.match(text)
    at = text.find(IN_DETAIL, lead.end() if lead else 0)
    summary, rest = (text, None) if at < 0 else (text[:at], text[at + len(IN_DETAIL) :])
    rule = rest.strip().removesuffix(".") if rest is not None else None
    if rule is not None and has_points != (rule == ""):
        raise w.NotUnderstood(_AFTER_DETAIL)
    return w.unquoted(summary), rule or None


# -- content ----------------------------------------------------------------------------------------------------------


def _content(data: Data, tongue: Tongue) -> Iterator[tuple[str, list[_Draft]]]:
    names = bearer_names(data)
    rules = _rules_by_clause(data, tongue)
    for chapter, in_chapter in groupby(data["clauses"], key=lambda each: each.get("chapter") or ""):
        runs = [list(run) for _, run in groupby(in_chapter, key=lambda each: each["who"])]
        yield _chapter_title(chapter), [_article(run, names, rules) for run in runs]
    foreign = [clause for clause in clauses_in_order(data)[len(data["clauses"]) :] if clause in rules]
    if foreign:
        yield CONTENT, [_Draft(BESIDE, tuple(_of_foreign(clause, tongue.names, rules) for clause in foreign))]


def _chapter_title(chapter: str) -> str:
    title = _CHAPTER.sub("", chapter, count=1) or CONTENT
    return w.standing_alone(title)


def _article(run: Sequence[Data], names: Mapping[str, str], rules: Mapping[str, tuple[str, ...]]) -> _Draft:
    kinds = tuple(dict.fromkeys(each["kind"] for each in run))
    clauses = tuple(_clause(each, len(kinds) > 1, rules.get(each["id"], ())) for each in run)
    who = run[0]["who"]
    return _Draft(article_title(kinds, names.get(who) or w.quoted(who)), clauses)


def _clause(clause: Data, kind_told: bool, points: tuple[str, ...]) -> Written:
    """One rule alone goes on in the khoản's own words: a khoản has no single point."""
    lead = kind_lead(clause["kind"]) if kind_told else ""
    text = f"{lead}{summary_written(clause['summary']['vi'])}{IN_DETAIL if points else ''}"
    if len(points) == 1:
        return Written(number=0, text=f"{text} {points[0]}.", clause=clause["id"])
    return Written(number=0, text=text, points=points, clause=clause["id"])


def _of_foreign(clause: str, names: Names, rules: Mapping[str, tuple[str, ...]]) -> Written:
    name = w.quoted(names.names["clauses"].get(clause, clause))
    return replace(_according_to(name, rules[clause]), clause=clause)


def _according_to(where: str, said: tuple[str, ...]) -> Written:
    lead = f"{ACCORDING_TO} {where}:"
    return Written(number=0, text=f"{lead} {said[0]}.") if len(said) == 1 else Written(number=0, text=lead, points=said)


def _rules_by_clause(data: Data, tongue: Tongue) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for section in RULES:
        for place in in_text_order(data, section):
            entry = data[section][place]
            found.setdefault(entry["clause"], []).append(tongue.written(section, entry))
    return {clause: tuple(points) for clause, points in found.items()}


# -- what makes up the body -------------------------------------------------------------------------------------------


def _made_of(data: Data) -> list[str]:
    return [section for section in STRUCTURE if data.get(section)]


def _structure(section: str, data: Data, tongue: Tongue, places: Mapping[str, Place]) -> _Draft:
    clauses = []
    for clause, run in groupby(data[section], key=lambda each: each["clause"]):
        said = tuple(tongue.written(section, each) for each in run)
        where = (
            w.clause_place(*places[clause])
            if clause in places
            else w.quoted(tongue.names.names["clauses"].get(clause, clause))
        )
        clauses.append(_according_to(where, said))
    return _Draft(ARTICLES[section], tuple(clauses))


def _scope(data: Data) -> _Draft:
    said = [f"Quy chế này áp dụng đối với {_called(data)}."]
    if "former_name" in data:
        said.append(f"Tên gọi trước đây: {w.quoted(data['former_name']['vi'])}.")
    if data["source"] == "installation":
        said.append(f"Quy chế này bổ trợ cho quy chế mang mã {w.quoted(data.get('complements', ''))}.")
    return _Draft(SCOPE, _sentences(said))


def _called(data: Data) -> str:
    return f"{w.quoted(data['name']['vi'])}; gọi tắt: {w.quoted(data['short_name']['vi'])}"


def _terms(foreign: Mapping[str, Sequence[str]]) -> list[_Draft]:
    said = [f"{TERM_WORDS[section]}: {w.listed(foreign[section])}." for section in NAMED if foreign.get(section)]
    return [_Draft(TERMS, _sentences(said))] if said else []


def _issue(data: Data) -> _Draft:
    ref = data["instrument"]
    kind = vocabulary.FACETS["instrument"][ref["kind"]].vi
    until = f"; đến trước: {w.date_written(ref['effective_until'])}" if ref.get("effective_until") else ""
    said = [
        f"Tên văn bản: {w.quoted(ref['title']['vi'])}; thể loại: {kind}.",
        f"Số: {_given(ref['number'])}; ký hiệu: {_given(ref['symbol'])}; cơ quan ban hành: {w.quoted(ref['issuer'])}.",
        f"Ngày ký: {w.date_written(ref['signed_on'])}{_signer(ref)}.",
        f"Có hiệu lực từ: {w.date_written(ref['effective_on'])}{until}.",
    ]
    if ref.get("replaces"):
        said.append(f"Thay thế: {', '.join(map(w.quoted, ref['replaces']))}.")
    return _Draft(ISSUE, _sentences(said))


def _given(value: str | None) -> str:
    return w.NOT_GIVEN if value is None else w.quoted(value) if _needs_quotes(value) else value


def _needs_quotes(value: str) -> bool:
    return value == w.NOT_GIVEN or any(sign in w.PARTING for sign in value)


def _signer(ref: Mapping[str, Any]) -> str:
    post = f"; chức vụ người ký: {w.quoted(ref['signer_post'])}" if ref.get("signer_post") else ""
    return post + (f"; họ tên người ký: {w.quoted(ref['signer_name'])}" if ref.get("signer_name") else "")


def _sentences(said: Sequence[str]) -> tuple[Written, ...]:
    return tuple(Written(number=0, text=each) for each in said)


# -- numbering --------------------------------------------------------------------------------------------------------


def _places(before: int, content: Sequence[tuple[str, Sequence[_Draft]]]) -> dict[str, Place]:
    articles = [article for _, of_chapter in content for article in of_chapter]
    return {
        clause.clause: (article_no, clause_no)
        for article_no, article in enumerate(articles, before + 1)
        for clause_no, clause in enumerate(article.clauses, 1)
        if clause.clause is not None and article.title != BESIDE
    }


def _numbered(chapters: Sequence[tuple[str, Sequence[_Draft]]]) -> tuple[WrittenChapter, ...]:
    found, number = [], 0
    for place, (title, drafts) in enumerate(chapters, 1):
        articles = []
        for draft in drafts:
            number += 1
            clauses = tuple(replace(clause, number=at) for at, clause in enumerate(draft.clauses, 1))
            articles.append(WrittenArticle(number=number, title=draft.title, clauses=clauses))
        found.append(WrittenChapter(number=place, title=title, articles=tuple(articles)))
    return tuple(found)


_NO_TITLE: Final = Text(
    "Tên điều “{word}” không nói đây là quyền hạn, nhiệm vụ, nguyên tắc… của ai.",
    "The article's title “{word}” does not tell whose powers, duties, principles… these are.",
)
_AFTER_DETAIL: Final = Text(
    "Sau “Cụ thể:” phải là một quy định, hoặc là các điểm.", "After “Cụ thể:” comes one rule, or the points do."
)
_NO_BEARER: Final = Text("Không rõ “{word}” là ai trong Quy chế.", "It is not known who “{word}” is.")
_NO_KIND: Final = Text(
    "Khoản phải mở đầu bằng một trong: {kinds}, vì Điều này gồm nhiều loại.",
    "The khoản must begin with one of: {kinds}, for its article has several kinds.",
)
