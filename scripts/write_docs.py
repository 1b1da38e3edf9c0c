"""Write the pages made from declarations: docs/acts.md, and the tables of the closed vocabulary in the glossary.

`make docs` runs it; a test compares what stands in docs/ with what it would write.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

import django

from chidao.acts.registry import Act, acts, fields_of
from chidao.instruments import vocabulary
from chidao.kernel.wording import Text

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"
BEGIN: Final = "<!-- from chidao.instruments.vocabulary -->"
END: Final = "<!-- end -->"

HEAD: Final = """\
# The acts

Every change of state is one of these. The page is made from the declarations (`make docs`); the API's operations, the
command line's verbs, the forms and the permission matrix are made from the same. Over the API an act is
`POST /api/{body}/acts/{name}` with `{"input": {…}}`, on the command line `chidao act {name}`. Who may do it is not said
here: that is the regulation's to say, and `chidao matrix` shows it. `body` is left out below: every act has it. A name
with a star must be given.
"""

TABLES: Final[Mapping[str, Mapping[str, Text]]] = {
    "Conditions (`when`, `unless`)": vocabulary.CONDITIONS,
    **{f"Facet `{name}`": values for name, values in vocabulary.FACETS.items()},
    "Features (`principles`)": vocabulary.FEATURES,
    "Subjects (`sees`)": vocabulary.SUBJECTS,
    "Scopes": vocabulary.SCOPES,
    "Kinds of duty": vocabulary.DUTY_KINDS,
    "Kinds of unit": vocabulary.UNIT_KINDS,
    "Kinds of agency": vocabulary.AGENCY_KINDS,
    "Kinds of clause": vocabulary.CLAUSE_KINDS,
}


def acts_page() -> str:
    """Return docs/acts.md, the acts by the room that declares them."""
    by_room = groupby(sorted(acts(), key=lambda act: (act.room, act.name)), key=lambda act: act.room)
    return "\n".join([HEAD, *(line for room, found in by_room for line in (f"## {room}\n", *_each(found)))])


def glossary(words: str) -> str:
    """Return the glossary with its tables of the vocabulary written anew; what is around them stays."""
    before, _, rest = words.partition(BEGIN)
    return f"{before}{BEGIN}\n{_tables()}{END}{rest.partition(END)[2]}"


def _each(found: Iterator[Act]) -> Iterator[str]:
    for act in found:
        yield f"### {act.name}\n\n{act.title.vi} / {act.title.en}\n"
        yield from _fields(act)
        yield ""


def _fields(act: Act) -> Iterator[str]:
    asked = fields_of(act.given)
    fields = [field for field in dataclasses.fields(act.given) if field.name != "body"]
    if fields:
        yield "| field | kind | |\n|---|---|---|"
    for field in fields:
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        what = asked[field.name]
        choices = f" ({', '.join(f'`{name}`' for name in what.choices)})" if what.choices else ""
        star = "\\*" if needed else ""
        yield f"| `{field.name}`{star} | {what.kind}{choices} | {what.label.vi} / {what.label.en} |"


def _tables() -> str:
    return "\n".join(line for title, words in TABLES.items() for line in _table(title, words))


def _table(title: str, words: Mapping[str, Text]) -> Iterator[str]:
    yield f"\n### {title}\n\n| word | tiếng Việt | English |\n|---|---|---|"
    yield from (f"| `{name}` | {said.vi} | {said.en} |" for name, said in words.items())
    yield ""


def main() -> int:
    """Write both."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chidao.settings")
    os.environ.setdefault("CHIDAO_SECRET_KEY", "for writing pages only")
    django.setup()
    (DOCS / "acts.md").write_text(acts_page(), encoding="utf-8")
    page = DOCS / "glossary.md"
    page.write_text(glossary(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
