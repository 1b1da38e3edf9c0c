"""Numbers and symbols of documents (PURE): "852/QĐ-BCĐ", "05/BNV-VP", "23/2025/QĐ-TTg", "116/2025/QH15", "57-NQ/TW".

The grammar and the abbreviations of kinds are those of Nghị định 30/2020/NĐ-CP (Phụ lục I and III); the symbols of law
texts carry the year, and the Party's stand the other way round. Issuers' abbreviations are each head's to set: they
come from an alias table, never from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.vietnamese import fold, nfc
from chidao.kernel.wording import Text

KINDS_SOURCE: Final = "30/2020/NĐ-CP, Điều 7, Phụ lục III"
"""Where `KINDS`, `KINDS_WITHOUT_ABBREVIATION` and `COPY_KINDS` come from; in force from 05/03/2020."""

KINDS: Final[dict[str, Text]] = {
    "NQ": Text("Nghị quyết", "resolution"),
    "QĐ": Text("Quyết định", "decision"),
    "CT": Text("Chỉ thị", "directive"),
    "QC": Text("Quy chế", "regulation"),
    "QyĐ": Text("Quy định", "rules"),
    "TC": Text("Thông cáo", "communiqué"),
    "TB": Text("Thông báo", "notice"),
    "HD": Text("Hướng dẫn", "guidance"),
    "CTr": Text("Chương trình", "programme"),
    "KH": Text("Kế hoạch", "plan"),
    "PA": Text("Phương án", "option paper"),
    "ĐA": Text("Đề án", "scheme"),
    "DA": Text("Dự án", "project"),
    "BC": Text("Báo cáo", "report"),
    "BB": Text("Biên bản", "minutes"),
    "TTr": Text("Tờ trình", "submission"),
    "HĐ": Text("Hợp đồng", "contract"),
    "CĐ": Text("Công điện", "official telegram"),
    "BGN": Text("Bản ghi nhớ", "memorandum"),
    "BTT": Text("Bản thỏa thuận", "agreement"),
    "GUQ": Text("Giấy ủy quyền", "letter of authorisation"),
    "GM": Text("Giấy mời", "invitation"),
    "GGT": Text("Giấy giới thiệu", "letter of introduction"),
    "GNP": Text("Giấy nghỉ phép", "leave permit"),
    "PG": Text("Phiếu gửi", "dispatch slip"),
    "PC": Text("Phiếu chuyển", "transfer slip"),
    "PB": Text("Phiếu báo", "notification slip"),
}
"""The kinds of administrative document that have an abbreviation, by it: 27 of the 29."""

KINDS_WITHOUT_ABBREVIATION: Final[tuple[Text, ...]] = (
    Text("Công văn", "official letter"),
    Text("Thư công", "public letter"),
)
"""The two kinds whose symbol is issuer and unit only ("05/BNV-VP")."""

COPY_KINDS: Final[dict[str, Text]] = {
    "SY": Text("Sao y", "true copy"),
    "TrS": Text("Trích sao", "extract"),
    "SL": Text("Sao lục", "copy of a copy"),
}

LAW_KINDS: Final[dict[str, Text]] = {
    "NĐ": Text("Nghị định", "decree"),
    "TT": Text("Thông tư", "circular"),
    "TTLT": Text("Thông tư liên tịch", "joint circular"),
    "PL": Text("Pháp lệnh", "ordinance"),
    "VBHN": Text("Văn bản hợp nhất", "consolidated text"),
}
"""Kinds of law text met in symbols beside those above, as law texts of 2005–2026 bear them."""

_ALL_KINDS: Final = KINDS | COPY_KINDS | LAW_KINDS
_GROUP: Final = r"[^\W\d_](?:[^\W_]|[&.](?=[^\W_]))*"
_FORM: Final = re.compile(
    rf"(?P<number>\d{{1,6}})(?P<suffix>[a-zđ]{{0,3}})(?P<separator>[/-])"
    rf"(?P<symbol>(?:(?:19|20)\d{{2}}/)?{_GROUP}(?:[-/]{_GROUP})*)"
)
_LEAD: Final = re.compile(r"^(?:số|so)(?:\s*[:.]\s*|\s+)(?:số\s+)?", re.IGNORECASE)
_LONGEST: Final = 100

Separator = Literal["/", "-"]


@dataclass(frozen=True, slots=True)
class DocumentSymbol:
    """The number and symbol of a document: 852 and "QĐ-BCĐ"; 23 and "2025/QĐ-TTg"; 116 and "2025/QH15".

    `suffix` is the small letters after a number put in between ("12a/…", "7bis/…"). `separator` is "-" only in the
    Party's form ("57-NQ/TW"). Printed, a number below 10 has a zero before it.
    """

    number: int
    symbol: str
    suffix: str = ""
    separator: Separator = "/"

    def __post_init__(self) -> None:
        if self.number < 1 or not _FORM.fullmatch(str(self)):
            raise BadInput(_not_a_symbol(str(self)))

    def __str__(self) -> str:
        return f"{self.number:02d}{self.suffix}{self.separator}{self.symbol}"

    @property
    def year(self) -> int | None:
        """Return the year that stands in the symbol of a law text, or None."""
        head = self.symbol.split("/", 1)[0]
        return int(head) if head.isdigit() else None

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups of letters: ("QĐ", "BNN", "TCCB")."""
        parts = re.split("[-/]", self.symbol)
        return tuple(parts[1:] if self.year else parts)

    @property
    def kind(self) -> str | None:
        """Return the abbreviation of the document's kind as the norm spells it ("QĐ"), or None for an official letter.

        A kind typed without marks is known ("QD"), unless it could be two ("da": đề án or dự án).
        """
        return _kind_of(self.groups[0])

    @property
    def kind_name(self) -> Text | None:
        """Return the name of the document's kind, or None where the symbol does not say it."""
        return _ALL_KINDS[self.kind] if self.kind else None

    @property
    def issuer_groups(self) -> tuple[str, ...]:
        """Return the groups after the kind: issuer, then drafting unit."""
        return self.groups[1:] if self.kind else self.groups

    @property
    def issuer(self) -> str | None:
        """Return the issuer's abbreviation: "BCĐ", "BNV", "QH15"; None in "12/QĐ"."""
        return self.issuer_groups[0] if self.issuer_groups else None

    @property
    def unit(self) -> str | None:
        """Return the drafting unit's abbreviation where the symbol has one: "VP" in "05/BNV-VP"."""
        return "-".join(self.issuer_groups[1:]) or None


def parse_symbol(text: str) -> DocumentSymbol:
    """Read "Số: 852 / QĐ - BCĐ" and the like: spaces around signs, U+00D0 for Đ and typographic dashes do not matter.

    Capitals and marks are kept as typed. Raises BadInput with the code "symbol.form" where there is no number, no
    symbol, or a date.
    """
    found = _FORM.fullmatch(_cleaned(text)) if len(text) <= _LONGEST else None
    if found is None or not int(found["number"]) or (found["separator"] == "-" and "/" not in found["symbol"]):
        raise BadInput(_not_a_symbol(text))
    separator: Separator = "-" if found["separator"] == "-" else "/"
    return DocumentSymbol(int(found["number"]), found["symbol"], found["suffix"], separator)


def _cleaned(text: str) -> str:
    plain = nfc(text, plain_spaces=True)
    plain = re.sub("[\u00ad\u200b\u2060\ufeff]", "", plain)
    plain = re.sub("[‐‑‒–—−]", "-", plain).replace("∕", "/")
    return re.sub(r"\s*([/-])\s*", r"\1", _LEAD.sub("", plain.strip()))


def _not_a_symbol(text: str) -> Reason:
    return Reason(
        code="symbol.form",
        says=Text("Không đọc được số, ký hiệu “{typed}”.", "“{typed}” is not a document number and symbol.").filled(
            typed=text[:_LONGEST]
        ),
        remedy=Text(
            "Viết số, dấu “/”, rồi các nhóm chữ cách nhau bằng “-”, như 852/QĐ-BCĐ hoặc 05/BNV-VP.",
            "Write the number, “/”, then groups of letters joined by “-”, such as 852/QĐ-BCĐ or 05/BNV-VP.",
        ),
        field="symbol",
    )


def _kind_of(group: str) -> str | None:
    if group in _ALL_KINDS:
        return group
    alike = [kind for kind in _ALL_KINDS if fold(kind) == fold(group)]
    return alike[0] if len(alike) == 1 else None


# --- aliases --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AliasTable:
    """Which abbreviations of issuers and units are the same one, spelt otherwise: "BCDCDS" for "BCĐCĐS"."""

    canonical_by_alias: Mapping[str, str]

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, object]]) -> AliasTable:
        """Make the table from rows `{issuer: "BCĐCĐS", aliases: ["BCDCDS", …]}`; other keys are left alone.

        Raises BadInput, each reason with its row (1 first), where a row has another shape ("alias.row") or an
        abbreviation stands for two issuers ("alias.twice").
        """
        known: dict[str, str] = {}
        reasons: list[Reason] = []
        for number, row in enumerate(rows, start=1):
            names = _names_in(row)
            reasons += _row_faults(names, known, number)
            known |= {name.casefold(): names[0] for name in names}
        if reasons:
            raise BadInput(*reasons)
        return cls(known)

    def canonical_group(self, group: str) -> str:
        """Return the abbreviation as the table spells it, or as it is when the table does not have it."""
        return self.canonical_by_alias.get(nfc(group).casefold(), group)

    def canonical(self, symbol: DocumentSymbol) -> DocumentSymbol:
        """Return the symbol with its kind spelt as the norm and its issuer as the table spell them."""
        parts = re.split("([-/])", symbol.symbol)
        first = 2 if symbol.year else 0
        for index in range(first, len(parts), 2):
            kind = symbol.kind if index == first else None
            parts[index] = kind or self.canonical_group(parts[index])
        return DocumentSymbol(symbol.number, "".join(parts), symbol.suffix, symbol.separator)


NO_ALIASES: Final = AliasTable({})


def same_symbol(one: DocumentSymbol, other: DocumentSymbol, aliases: AliasTable = NO_ALIASES) -> bool:
    """Say whether two symbols are the same document's: aliases, capitals, and writing wholly without marks aside.

    Two that both bear marks must bear the same; đề án (ĐA) and dự án (DA) are told apart.
    """
    ones, others = aliases.canonical(one), aliases.canonical(other)
    return (
        (ones.number, ones.suffix, ones.year, ones.kind) == (others.number, others.suffix, others.year, others.kind)
        and len(ones.issuer_groups) == len(others.issuer_groups)
        and all(map(_same_group, ones.issuer_groups, others.issuer_groups))
    )


def _same_group(one: str, other: str) -> bool:
    ones, others = one.casefold(), other.casefold()
    return ones == others or (fold(one) == fold(other) and (ones.isascii() or others.isascii()))


def _names_in(row: Mapping[str, object]) -> list[str]:
    issuer, aliases = row.get("issuer"), row.get("aliases")
    names = [issuer, *(aliases if isinstance(aliases, list) else [None])]
    return [nfc(name) for name in names if isinstance(name, str) and name] if None not in names else []


def _row_faults(names: list[str], known: Mapping[str, str], row: int) -> list[Reason]:
    if not names:
        says = Text("Dòng {row} thiếu “issuer” hoặc “aliases”.", "Row {row} lacks “issuer” or “aliases”.")
        return [Reason(code="alias.row", says=says.filled(row=row), row=row)]
    says = Text("“{name}” đã là tên khác của “{issuer}”.", "“{name}” already stands for “{issuer}”.")
    return [
        Reason(code="alias.twice", says=says.filled(name=name, issuer=known[name.casefold()]), row=row)
        for name in names
        if known.get(name.casefold(), names[0]) != names[0]
    ]
