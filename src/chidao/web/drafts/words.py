"""What drafts are called on pages: their states, the ways in which a version came to be, their forms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from chidao.documents.drafts.forms import FORMS
from chidao.documents.drafts.rules import STATES
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text, same
from chidao.web.pictures import day_words

TITLE: Final = Text("Dự thảo", "Drafts")
STATE_WORDS: Final = {
    **STATES,
    "writing": Text("đang soạn", "being written"),
    "closed": Text("đã bỏ", "given up"),
}
TONES: Final = {"waiting": "due", "agreed": "due", "returned": "late", "issued": "kept", "approved": "kept"}
"""The tone of a state, beside its sign: what is late or returned, what waits, what is done."""
SIGNS: Final = {"waiting": "◆", "agreed": "◆", "returned": "↩", "issued": "✓", "approved": "✓"}
WAYS: Final = {
    "typed": Text("gõ ở đây", "typed here"),
    "word": Text("từ tệp Word", "from a Word file"),
    "restored": Text("lấy lại bản cũ", "an earlier one restored"),
}


def form_title(form: str) -> Text:
    """Return what a form is called; an unknown one by its id."""
    return FORMS[form].title if form in FORMS else same(form)


def state_shown(state: str) -> dict[str, object]:
    """Return a state as a page shows it: its words, its tone, its sign."""
    return {"says": STATE_WORDS.get(state, same(state)), "tone": TONES.get(state, ""), "sign": SIGNS.get(state, "")}


def day_said(moment: date | datetime) -> Text:
    """Return a day in words of both languages."""
    day = local_day(moment) if isinstance(moment, datetime) else moment
    return Text(day_words(day, "vi"), day_words(day, "en"))
