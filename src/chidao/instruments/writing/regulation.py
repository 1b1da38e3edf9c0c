"""A charter written out as a decision with its regulation, as values and as text (PURE). Form: NĐ 30/2020, Phụ lục I.

Parts: the decision (letterhead, bases, three articles, signature, recipients), the regulation issued with it, a table
of the original's places where these differ, and on request the codes and the English wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from chidao.instruments.charter import Charter
from chidao.instruments.charter_rules import REFERENCES, TARGETS
from chidao.instruments.writing import appendices, layout
from chidao.instruments.writing import words as w
from chidao.instruments.writing.data import NAMED, Data, Names, as_data
from chidao.instruments.writing.forms import Tongue
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.numerals import roman
from chidao.kernel.places import POINT_LETTERS
from chidao.kernel.wording import Text

LineKind = Literal["chapter", "chapter_title", "article", "sentence", "clause", "point", "dash"]

NATIONAL: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_NUMBERED_BASE: Final = re.compile(r"(?:văn bản số )*\d")
_PLACE: Final = re.compile(r"(?:tỉnh|thành phố|xã|phường|thị trấn|đặc khu|huyện|quận) (\w[^,;:()]*)$")
_REGULATION: Final = "Quy chế "
_BASE_LEAD: Final = "văn bản số "


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a part: its kind, its mark ("Điều 5.", "a)", "-") and its words.

    An "article" has a title after its mark, a "sentence" is an article that goes on in words.
    """

    kind: LineKind
    mark: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.text}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What is issued with the decision: its kind ("QUY CHẾ"), what it is about, the note under it, its lines."""

    kind: str
    subject: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRegulation:
    """A decision and what it brings in. `number` is whole ("852/QĐ-BCĐ") or blank; posts and names as in a sentence."""

    issuer: str
    number: str | None
    symbol: str | None
    dated: str
    signed_on: str | None
    place: str
    subject: str
    bases: tuple[str, ...]
    articles: tuple[Line, ...]
    signer_post: str
    signer_name: str
    recipients: tuple[str, ...]
    attachments: tuple[Attachment, ...]

    def __str__(self) -> str:
        return "\n".join(_text_lines(self))


def write_regulation(
    charter: Charter,
    *,
    acts: Mapping[str, Text],
    beside: Charter | None = None,
    place: str = "",
    with_codes: bool = False,
    notice: str = "",
) -> WrittenRegulation:
    """Write a charter out as a full regulation.

    `acts` are the titles of the registry's acts by name, `beside` is the charter that an installation instrument
    complements (without it, what is taken from there goes by its code), `place` stands before the date. With
    `with_codes` a second appendix makes the charter whole again when it is read back. `notice` is put in brackets under
    the titles, where the text is not to be taken for the signed one. Raises BadInput for an entry that cannot be put
    in words.
    """
    data = as_data(charter)
    names = names_of(data, acts, as_data(beside) if beside else {})
    codes = foreign_codes(data)
    foreign = {section: [names.names[section].get(code, code) for code in of] for section, of in codes.items()}
    try:
        chapters = layout.lay_out(data, Tongue(names), foreign)
    except w.NotUnderstood as error:
        raise BadInput(Reason(code="charter.unwritable", says=error.says)) from error
    rows = appendices.origin_rows(data, chapters)
    coded = appendices.code_rows(data, codes) if with_codes else ()
    written = _decision(data, place, _attachments(data, chapters, rows, coded))
    return _noticed(written, notice) if notice else written


def _noticed(written: WrittenRegulation, notice: str) -> WrittenRegulation:
    said = f"({notice})"
    attached = tuple(replace(each, note=f"{each.note}\n{said}") for each in written.attachments)
    return replace(written, subject=f"{written.subject}\n{said}", attachments=attached)


def names_of(data: Data, acts: Mapping[str, Text], beside: Mapping[str, Any]) -> Names:
    """Return what everything is called that a charter speaks of: what it takes from beside it first, then its own."""
    theirs, names = Names({}), Names(act_words(acts))
    theirs.add_all(beside)
    for section, codes in foreign_codes(data).items():
        for code in codes:
            names.add(section, code, theirs.names[section].get(code, code))
    names.add_all(data, ("units", "agencies", "roles", "seats"))
    return names


def act_words(acts: Mapping[str, Text]) -> dict[str, str]:
    """Return what acts are called inside a sentence."""
    return {code: w.lowered(text.vi) for code, text in acts.items()}


def foreign_codes(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the ids that a charter names and does not have, by section, in the order in which they come."""
    found: dict[str, list[str]] = {section: [] for section in NAMED}
    for section, field, target in REFERENCES:
        if target in TARGETS:
            own = {entry["id"] for entry in data.get(target, ())}
            for entry in data.get(section, ()):
                value = entry.get(field) or ()
                found[target] += [code for code in ([value] if isinstance(value, str) else value) if code not in own]
    return {section: list(dict.fromkeys(codes)) for section, codes in found.items()}


def base_written(base: str) -> str:
    """Write a legal base as it goes on after "Căn cứ"; one that begins with a number is called a document."""
    return f"{_BASE_LEAD}{base}" if _NUMBERED_BASE.match(base) else base


def read_base(said: str) -> str:
    """Return a legal base from the words after "Căn cứ"."""
    return said.removeprefix(_BASE_LEAD) if _NUMBERED_BASE.match(said) else said


# -- the decision -----------------------------------------------------------------------------------------------------


def _decision(data: Data, place: str, attachments: tuple[Attachment, ...]) -> WrittenRegulation:
    ref = data["instrument"]
    return WrittenRegulation(
        issuer=w.standing_alone(ref["issuer"]),
        number=ref["number"],
        symbol=ref["symbol"],
        dated=w.date_written(ref["signed_on"]) if ref["signed_on"] else "ngày      tháng      năm      ",
        signed_on=ref["signed_on"],
        place=place or _place(ref["issuer"], data["name"]["vi"]),
        subject=f"Ban hành {w.lowered(ref['title']['vi'])}",
        bases=tuple(base_written(base) for base in ref.get("bases", ())),
        articles=tuple(_decision_articles(data)),
        signer_post=w.standing_alone(ref["signer_post"]) if ref.get("signer_post") else "",
        signer_name=w.standing_alone(ref["signer_name"]) if ref.get("signer_name") else "",
        recipients=("Như Điều 3", "Lưu: VT"),
        attachments=attachments,
    )


def _balanced(words: str) -> str:
    return w.quoted(words) if set(words) & {"“", "”"} else words


def _place(*names: str) -> str:
    """Return the place that an issuer's or a body's name ends with; the dots that stand for one left to be written."""
    found = (_PLACE.search(name) for name in names)
    return next((match.group(1) for match in found if match), "…")


def _decision_articles(data: Data) -> Iterator[Line]:
    ref = data["instrument"]
    since = (
        f"kể từ {w.date_written(ref['effective_on'])}" if ref["effective_on"] else "theo quy định tại Quy chế kèm theo"
    )
    replaced = f" và thay thế {', '.join(map(_balanced, ref['replaces']))}" if ref.get("replaces") else ""
    name = _balanced(data["name"]["vi"])
    said = (
        f"Ban hành kèm theo Quyết định này {w.quoted(ref['title']['vi'])}.",
        f"Quyết định này có hiệu lực {since}{replaced}.",
        f"Các thành viên của {name}, các cơ quan, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.",
    )
    return (Line("sentence", f"Điều {number}.", text) for number, text in enumerate(said, 1))


# -- what is attached -------------------------------------------------------------------------------------------------


def _attachments(
    data: Data,
    chapters: Sequence[layout.WrittenChapter],
    origins: Sequence[str],
    coded: Sequence[tuple[str, tuple[str, ...]]],
) -> tuple[Attachment, ...]:
    note = _note(data["instrument"])
    found = [Attachment(kind="QUY CHẾ", subject=_subject(data), note=note, lines=tuple(_chapter_lines(chapters)))]
    appended: list[tuple[str, tuple[Line, ...]]] = []
    if origins:
        appended.append((appendices.ORIGIN, tuple(_list_lines([("Văn bản gốc", origins)]))))
    if coded:
        appended.append((appendices.CODES, tuple(_list_lines(coded))))
    for number, (title, lines) in enumerate(appended, 1):
        kind = f"PHỤ LỤC {roman(number)}"
        found.append(Attachment(kind=kind, subject=title.upper(), note=note, lines=lines))
    return tuple(found)


def _subject(data: Data) -> str:
    """Return what the regulation is about, from its title: "Hoạt động của …"."""
    title: str = data["instrument"]["title"]["vi"]
    subject = w.raised(title.removeprefix(_REGULATION))
    return w.standing_alone(subject)


def _note(ref: Mapping[str, Any]) -> str:
    number = f" số {ref['number'] or '…'}/{ref['symbol']}" if ref["symbol"] else ""
    dated = f" {w.date_written(ref['signed_on'])}" if ref["signed_on"] else ""
    return f"(Ban hành kèm theo Quyết định{number}{dated} của {ref['issuer']})"


def _chapter_lines(chapters: Sequence[layout.WrittenChapter]) -> Iterator[Line]:
    for chapter in chapters:
        yield Line("chapter", f"Chương {chapter.label}", "")
        yield Line("chapter_title", "", chapter.title)
        for article in chapter.articles:
            yield Line("article", f"Điều {article.number}.", article.title)
            for clause in article.clauses:
                yield Line("clause", f"{clause.number}.", clause.text)
                yield from _point_lines(clause.points)


def _point_lines(points: Sequence[str]) -> Iterator[Line]:
    lettered = len(points) <= len(POINT_LETTERS)
    for at, point in enumerate(points):
        end = "." if at == len(points) - 1 else ";"
        if lettered:
            yield Line("point", f"{POINT_LETTERS[at]})", f"{point}{end}")
        else:
            yield Line("dash", "-", f"{point}{end}")


def _list_lines(groups: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Line]:
    for number, (heading, rows) in enumerate(groups, 1):
        yield Line("clause", f"{number}.", f"{heading}:")
        for row in rows:
            yield Line("dash", "-", f"{row};")


# -- as text ----------------------------------------------------------------------------------------------------------


def _text_lines(written: WrittenRegulation) -> Iterator[str]:
    yield from (written.issuer.upper(), "", NATIONAL, MOTTO, "")
    yield f"Số: {written.number or '     '}/{written.symbol or '     '}"
    yield from ("", f"{written.place}, {written.dated}", "", "QUYẾT ĐỊNH", written.subject, "")
    for at, base in enumerate(written.bases, 1):
        yield f"Căn cứ {base}{'.' if at == len(written.bases) else ';'}"
    yield from ("", "QUYẾT ĐỊNH:", "")
    yield from map(str, written.articles)
    yield from ("", "Nơi nhận:", *(f"- {each};" for each in written.recipients))
    yield from ("", written.signer_post.upper(), "", written.signer_name, "")
    for attached in written.attachments:
        yield from ("", attached.kind, attached.subject, attached.note, "")
        yield from map(str, attached.lines)
