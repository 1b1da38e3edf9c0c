"""What a written regulation says of itself: its names, its number and days, what it replaces (PURE)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from chidao.instruments import vocabulary
from chidao.instruments.writing import coding, layout
from chidao.instruments.writing import words as w
from chidao.instruments.writing.data import Data
from chidao.instruments.writing.regulation import read_base
from chidao.instruments.writing.walking import Walk
from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text

Found = dict[str, re.Match[str]]

_QUOTE: Final = r"“(?:[^“”]|““|””)*”"
_GIVEN: Final = rf"{_QUOTE}|[^,;:“”]+"
_SCOPE: Final[Mapping[str, re.Pattern[str]]] = {
    "scope": re.compile(rf"Quy chế này áp dụng đối với ({_QUOTE}); gọi tắt: ({_QUOTE})\."),
    "former": re.compile(rf"Tên gọi trước đây: ({_QUOTE})\."),
    "complements": re.compile(rf"Quy chế này bổ trợ cho quy chế mang mã ({_QUOTE})\."),
}
_ISSUE: Final[Mapping[str, re.Pattern[str]]] = {
    "title": re.compile(rf"Tên văn bản: ({_QUOTE}); thể loại: (.+)\."),
    "number": re.compile(rf"Số: ({_GIVEN}); ký hiệu: ({_GIVEN}); cơ quan ban hành: ({_QUOTE})\."),
    "signed": re.compile(rf"Ngày ký: ([^;]+?)(?:; chức vụ người ký: ({_QUOTE}))?(?:; họ tên người ký: ({_QUOTE}))?\."),
    "effect": re.compile(r"Có hiệu lực từ: ([^;]+?)(?:; đến trước: ([^;]+))?\."),
    "replaces": re.compile(rf"Thay thế: ({_QUOTE}(?:, {_QUOTE})*)\."),
}


def read_head(walk: Walk, told: Mapping[str, str]) -> Data:
    """Return the head of the charter; `told` is what the appendix of codes says of it (ids, English names)."""
    instrument = _instrument(walk, told)
    found = _matched(walk, layout.SCOPE, _SCOPE, needed=("scope",))
    name, short = (w.unquoted(each) for each in found["scope"].groups()) if "scope" in found else ("?", "?")
    head: Data = {
        "id": told.get("id") or coding.charter_code(instrument["number"], instrument["symbol"]),
        "body": told.get("body") or coding.initials(short),
        "source": "installation" if "complements" in found else "original",
    }
    if "complements" in found:
        head["complements"] = w.unquoted(found["complements"].group(1))
    head |= {"name": both(name, told.get("name")), "short_name": both(short, told.get("short_name"))}
    if "former" in found:
        head["former_name"] = both(w.unquoted(found["former"].group(1)), told.get("former_name"))
    return head | {"instrument": instrument}


def both(words: str, english: str | None = None) -> dict[str, str]:
    """Return words in both languages, the English ones being the Vietnamese where nobody gave others."""
    return {"vi": words, "en": english or words}


def _matched(walk: Walk, title: str, forms: Mapping[str, re.Pattern[str]], *, needed: tuple[str, ...]) -> Found:
    """Return what each form finds in the khoản of an article; a khoản with none of them is a fault."""
    found: Found = {}
    for khoan in walk.khoans_under(title):
        matches = ((name, form.fullmatch(khoan.words)) for name, form in forms.items() if name not in found)
        name, match = next(((name, match) for name, match in matches if match), ("", None))
        if match is None or khoan.points:
            walk.fault(khoan.place, khoan.clause.span, NO_FORM)
        else:
            found[name] = match
    if not found.keys() >= set(needed):
        walk.fault(title, walk.articles(title)[0].span, _INCOMPLETE)
    return found


def _instrument(walk: Walk, told: Mapping[str, str]) -> Data:
    found = _matched(walk, layout.ISSUE, _ISSUE, needed=("title", "number", "signed", "effect"))
    ref: Data = {
        "number": None, "symbol": None, "kind": "regulation", "title": both("?"), "issuer": "?", "signed_on": None,
        "effective_on": None,
    }  # fmt: skip
    ref |= _titled(walk, found, told) | _numbered(found) | _dated(walk, found)
    bases = [read_base(re.sub(r"^Căn cứ ", "", walk.law.words(base.span))[:-1]) for base in walk.law.bases]
    ref |= {"bases": bases} if bases else {}
    ref |= {"replaces": list(w.parts_of(found["replaces"].group(1)))} if "replaces" in found else {}
    _check_letterhead(walk, ref)
    return ref


def _titled(walk: Walk, found: Found, told: Mapping[str, str]) -> Data:
    if "title" not in found:
        return {}
    title, kind = found["title"].groups()
    kinds = w.vietnamese(vocabulary.FACETS["instrument"])
    code = walk.tried(layout.ISSUE, walk.articles(layout.ISSUE)[0].span, w.one_of, kind, kinds)
    return {"title": both(w.unquoted(title), told.get("title"))} | ({"kind": code} if code else {})


def _numbered(found: Found) -> Data:
    if "number" not in found:
        return {}
    number, symbol, issuer = found["number"].groups()
    return {"number": _given(number), "symbol": _given(symbol), "issuer": w.unquoted(issuer)}


def _dated(walk: Walk, found: Found) -> Data:
    where = walk.articles(layout.ISSUE)[0].span
    signed, post, name = found["signed"].groups() if "signed" in found else (w.NOT_GIVEN, None, None)
    since, until = found["effect"].groups() if "effect" in found else (w.NOT_GIVEN, None)
    said = {"signed_on": signed, "effective_on": since} | ({"effective_until": until} if until else {})
    days: Data = {key: walk.tried(layout.ISSUE, where, w.read_date, words) for key, words in said.items()}
    signer = {"signer_post": post, "signer_name": name}
    return days | {key: w.unquoted(words) for key, words in signer.items() if words}


def _given(said: str) -> str | None:
    return None if said == w.NOT_GIVEN else w.unquoted(said)


def _check_letterhead(walk: Walk, ref: Data) -> None:
    """The head of the decision says number and day too: where it says another, one of the two is a mistake."""
    document = walk.law.document
    if document.number and document.symbol and ref["number"] and ref["symbol"]:
        printed = f"{document.number}{document.separator}{document.symbol}"
        _compare(walk, printed.lstrip("0"), f"{ref['number']}/{ref['symbol']}".lstrip("0"))
    if document.issued_on and ref["signed_on"]:
        _compare(walk, document.issued_on, ref["signed_on"])
    effect, decision = walk.law.effect, walk.law.part("decision")
    begins = effect.on.exact if effect and effect.on else None
    in_decision = effect and decision and decision.span.start <= effect.span.start < decision.span.end
    if in_decision and begins and ref["effective_on"]:
        _compare(walk, begins.isoformat(), ref["effective_on"])


def _compare(walk: Walk, printed: str, said: str) -> None:
    if printed != said:
        says = _DIFFERS.filled(printed=printed, said=said, article=layout.ISSUE)
        walk.faults.append(Reason(code="charter.head_differs", says=says, field=layout.ISSUE))


NO_FORM: Final = Text("Câu không theo mẫu câu nào của chương trình.", "The sentence has none of the known forms.")
_INCOMPLETE: Final = Text("Thiếu câu bắt buộc.", "A sentence that must be here is missing.")
_DIFFERS: Final = Text(
    "Phần đầu quyết định ghi {printed}, còn điều “{article}” ghi {said}.",
    "The head of the decision says {printed}, the article “{article}” says {said}.",
)
