"""A written regulation read back to its charter (PURE): through the general reader, then sentence by sentence.

A sentence that has none of the known forms, or names what the regulation does not have, is told with its place and its
line; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from chidao.instruments.charter import Charter
from chidao.instruments.charter_rules import WITH_IDS
from chidao.instruments.charter_schema import SECTIONS
from chidao.instruments.writing import appendices, coding, layout
from chidao.instruments.writing import words as w
from chidao.instruments.writing.data import NAMED, Data, Names, as_data, said_of
from chidao.instruments.writing.forms import RULES, STRUCTURE, Tongue
from chidao.instruments.writing.layout import Place
from chidao.instruments.writing.reading_head import NO_FORM, both, read_head
from chidao.instruments.writing.regulation import act_words
from chidao.instruments.writing.walking import Khoan, Said, Walk
from chidao.kernel.errors import BadInput, Reason, raise_if_any
from chidao.kernel.wording import Text
from chidao.reading.reader import read_law
from chidao.reading.tree import Article, Law, Part

Cited = Place | str
"""The clause that an entry cites: its place in the text, or what it is called in the charter beside."""

_QUOTE: Final = r"“(?:[^“”]|““|””)*”"
_ACCORDING: Final = re.compile(rf"{layout.ACCORDING_TO} (?:khoản (\d+) Điều (\d+)|({_QUOTE})):(?: (.+)\.)?")
_TERM: Final = re.compile(r"([^:]+): (.+)\.")
_FIXED: Final = frozenset({layout.SCOPE, layout.TERMS, layout.ISSUE, layout.BESIDE, *layout.ARTICLES.values()})


def is_written(law: Law) -> bool:
    """Tell whether a text has the form in which charters are written out."""
    return _regulation(law) is not None


def read_regulation(text: str, *, acts: Mapping[str, Text], beside: Charter | None = None) -> Data:
    """Return the charter that a written regulation says, in the shape of a charter's file.

    With the appendix of codes it is the charter it was written from; without, codes are made from the names and the
    English wording is the Vietnamese. `acts` are the registry's titles, `beside` the charter that an installation
    instrument complements. Raises BadInput with every sentence that is not understood: its place as `field`, its line.
    """
    return read_written(read_law(text), acts=acts, beside=beside)


def read_written(law: Law, *, acts: Mapping[str, Text], beside: Charter | None = None) -> Data:
    """Return the charter that a written regulation says, from its tree; see `read_regulation`."""
    part = _regulation(law)
    if part is None:
        raise BadInput(Reason(code="charter.not_written_here", says=_NOT_WRITTEN_HERE))
    walk = Walk(law, part)
    data = _Reading(walk, Tongue(Names(act_words(acts)))).whole(as_data(beside) if beside else {})
    raise_if_any(BadInput, walk.faults)
    return data


def _regulation(law: Law) -> Part | None:
    wanted = {layout.SCOPE, layout.ISSUE}
    return next((part for part in law.parts if wanted <= {article.title for article in part.articles}), None)


@dataclass(slots=True)
class _Reading:
    """One regulation while it is read. Entries cite clauses by place until all clauses have their ids."""

    walk: Walk
    tongue: Tongue
    data: Data = field(default_factory=dict)
    codes: appendices.Codes = field(default_factory=appendices.Codes)
    summaries: dict[Place, str] = field(default_factory=dict)
    clause_at: dict[Place, str] = field(default_factory=dict)

    def whole(self, beside: Data) -> Data:
        """Return everything that the text says."""
        self._codes()
        head = read_head(self.walk, self.codes.head)
        self.data["id"] = head["id"]
        self._terms(beside)
        for section in STRUCTURE:
            for khoan in self.walk.khoans_under(layout.ARTICLES[section]):
                self._according(khoan, (section,))
        self._clauses()
        self._origins()
        self._name_clauses()
        self._finish()
        return head | {section: self.data[section] for section in SECTIONS if section in self.data}

    def _codes(self) -> None:
        for part in self.walk.appendices(appendices.CODES):
            groups = [(heading, [row.words for row in rows]) for heading, rows in self.walk.rows(part)]
            read = self.walk.tried(appendices.CODES, part.span, appendices.read_codes, groups)
            self.codes = read or self.codes

    def _terms(self, beside: Data) -> None:
        theirs, by_word = Names({}), {word: section for section, word in layout.TERM_WORDS.items()}
        theirs.add_all(beside)
        for khoan in self.walk.khoans_under(layout.TERMS):
            found = _TERM.fullmatch(khoan.words)
            section = by_word.get(found.group(1)) if found else None
            if found is None or section is None or khoan.points:
                self.walk.fault(khoan.place, khoan.clause.span, NO_FORM)
                continue
            names = w.parts_of(found.group(2))
            codes = self.codes.terms.get(section) or [
                theirs.codes[section].get(name) or coding.foreign_code(section, name) for name in names
            ]
            if len(codes) != len(names):
                self.walk.fault(khoan.place, khoan.clause.span, _OTHER_COUNT.filled(n=len(codes), m=len(names)))
            for code, name in zip(codes, names, strict=False):
                self.tongue.names.add(section, code, name)

    # -- entries ------------------------------------------------------------------------------------------------------

    def _according(self, khoan: Khoan, sections: tuple[str, ...]) -> None:
        """Read a khoản that says by which clause its entries are laid down."""
        found = _ACCORDING.fullmatch(khoan.words)
        if not found or bool(found.group(4)) == bool(khoan.points):
            self.walk.fault(khoan.place, khoan.clause.span, NO_FORM)
            return
        number, article, name, alone = found.groups()
        said = (Said(khoan.place, alone, khoan.clause.span),) if alone else khoan.points
        self._entries(said, w.unquoted(name) if name else (int(article), int(number)), sections)

    def _entries(self, said: Iterable[Said], cited: Cited, sections: tuple[str, ...]) -> None:
        for each in said:
            read = self.walk.tried(each.place, each.span, self.tongue.read, each.words, sections)
            if read is not None:
                self._take(read[0], _completed(*read), cited)

    def _take(self, section: str, entry: Data, cited: Cited) -> None:
        rows = self.data.setdefault(section, [])
        identity = {}
        if section in WITH_IDS:
            used = {each["id"]: each for each in rows} | self.tongue.names.names.get(section, {})
            identity["id"] = self._coded(section, len(rows), entry, used)
        rows.append(identity | entry | {"clause": cited})
        if section in NAMED:
            self.tongue.names.add(section, identity["id"], said_of(section, entry))

    def _coded(self, section: str, at: int, entry: Data, used: Mapping[str, object]) -> str:
        """Return the id of the entry at a place in the text, giving it its English words, if the appendix has both."""
        known = self.codes.rows.get(section, [])
        if at >= len(known):
            return coding.code_for(section, entry, self.data["id"], used)
        code, english = known[at]
        if section in appendices.ENGLISH and english:
            entry[appendices.ENGLISH[section]]["en"] = english
        return code

    # -- clauses ------------------------------------------------------------------------------------------------------

    def _clauses(self) -> None:
        self.data["clauses"] = []
        names = layout.bearer_names(self.data)
        for article in self.walk.part.articles:
            if article.title not in _FIXED:
                self._content(article, names)
        for khoan in self.walk.khoans_under(layout.BESIDE):
            self._according(khoan, tuple(RULES))

    def _content(self, article: Article, names: Mapping[str, str]) -> None:
        told = self.walk.tried(
            f"Điều {article.label}", article.span, layout.read_title, article.title or article.label, names
        )
        for khoan in self.walk.khoans(article) if told else ():
            kinds, who = told or ((), "")
            kind = self.walk.tried(khoan.place, khoan.clause.span, layout.read_kind, khoan.words, kinds)
            if kind:
                self._clause(article, khoan, {"kind": kind[0], "who": who}, kind[1])

    def _clause(self, article: Article, khoan: Khoan, told: Data, words: str) -> None:
        said = self.walk.tried(khoan.place, khoan.clause.span, layout.read_summary, words, bool(khoan.points))
        if said is None:
            return
        place = (_int(article.label), _int(khoan.clause.label))
        if place in self.summaries:
            self.walk.fault(khoan.place, khoan.clause.span, _TWICE)
        self.summaries[place] = said[0]
        own = {"label": f"Đ{place[0]}.{place[1]}", "cite": f"Điều {place[0]} khoản {place[1]}"}
        chapter = self._chapter(article)
        entry = own | told | {"summary": both(said[0])} | ({"chapter": chapter} if chapter else {})
        self.data["clauses"].append(entry | {"place": place})
        rules = (Said(khoan.place, said[1], khoan.clause.span),) if said[1] else khoan.points
        self._entries(rules, place, tuple(RULES))

    def _chapter(self, article: Article) -> str | None:
        above = [each for each in self.walk.part.chapters if each.span.start < article.span.start]
        return f"Chương {above[-1].label}. {above[-1].title}" if above else None

    def _origins(self) -> None:
        clauses = {each["place"]: each for each in self.data["clauses"]}
        for part in self.walk.appendices(appendices.ORIGIN):
            for row in (each for _, rows in self.walk.rows(part) for each in rows):
                read = self.walk.tried(appendices.ORIGIN, row.span, appendices.read_origin, row.words, self.summaries)
                if read is not None:
                    clauses[read[0]].pop("chapter", None)
                    clauses[read[0]] |= read[1]

    # -- the whole ----------------------------------------------------------------------------------------------------

    def _name_clauses(self) -> None:
        used: dict[str, object] = {}
        for at, entry in enumerate(self.data["clauses"]):
            place = entry.pop("place")
            code = self._coded("clauses", at, entry, used)
            used[code], self.clause_at[place] = entry, code
            self.data["clauses"][at] = {"id": code} | entry
        self._check_counts()

    def _check_counts(self) -> None:
        for section, rows in self.codes.rows.items():
            read = len(self.data.get(section, ()))
            if not self.walk.faults and section in WITH_IDS and len(rows) != read:
                says = _OTHER_COUNT_IN.filled(section=appendices.SECTION_WORDS[section], n=len(rows), m=read)
                self.walk.faults.append(Reason(code="charter.codes_differ", says=says, field=appendices.CODES))

    def _finish(self) -> None:
        """Resolve the clauses that entries cite, and put entries in the order of the file."""
        for section, rows in self.data.items():
            for entry in rows if section not in {"id", "clauses"} else ():
                entry["clause"] = self._resolved(entry["clause"])
        for section, order in self.codes.orders.items():
            rows = self.data.get(section, [])
            if sorted(order) == list(range(len(rows))):
                self.data[section] = [rows[order.index(at)] for at in range(len(rows))]

    def _resolved(self, cited: Cited) -> str:
        if isinstance(cited, str):
            code, place = self.tongue.names.codes["clauses"].get(cited), w.quoted(cited[:80])
        else:
            code, place = self.clause_at.get(cited), w.clause_place(*cited)
        if code is None:
            says = _NO_CLAUSE.filled(place=place)
            self.walk.faults.append(Reason(code="charter.no_such_place", says=says, field=place))
        return code or "?"


def _int(label: str) -> int:
    return int(label) if label.isdigit() else 0


def _completed(section: str, values: Mapping[str, Any]) -> Data:
    """Return the values of a sentence as an entry of the file: its words in both languages, what goes unsaid."""
    entry = {**_UNSAID.get(section, {}), **values}
    name = appendices.ENGLISH.get(section)
    return entry | ({name: both(entry[name])} if name else {})


_UNSAID: Final[Mapping[str, Data]] = {"limits": {"unless": []}, "signatures": {"seal": None}}

_NOT_WRITTEN_HERE: Final = Text(
    "Văn bản này không phải quy chế viết theo mẫu câu của chương trình.",
    "This text is not a regulation in the program's own forms of sentence.",
)
_TWICE: Final = Text("Số khoản này đã dùng.", "This number was used before.")
_NO_CLAUSE: Final = Text("Không có {place}.", "There is no {place}.")
_OTHER_COUNT: Final = Text("Phụ lục kể {n} mã cho {m} từ ngữ.", "The appendix has {n} codes for {m} names.")
_OTHER_COUNT_IN: Final = Text(
    "Phụ lục mã kể {n} dòng “{section}”, quy chế có {m}: sửa phụ lục, hoặc bỏ phụ lục để lập mã mới.",
    "The appendix of codes has {n} rows of “{section}”, the regulation {m}: mend it, or leave it out for new codes.",
)
