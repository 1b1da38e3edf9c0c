"""What the documents say is there: each term in the glossary, each command of the README, each link; no stale page."""

from __future__ import annotations

import argparse
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
from django.apps import apps

from chidao.acts.registry import act_names, acts
from chidao.cli.parsers import Verb, add_common, verb_modules, verb_name
from chidao.instruments.vocabulary import CONDITIONS, DUTY_KINDS, FACETS, FEATURES, SCOPES, SUBJECTS
from scripts.write_docs import acts_page, glossary

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
READMES: Final = ("README.md", "README.en.md")
PAGES: Final = tuple(sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")]))
STALE: Final = "run `make docs`"

_COMMAND: Final = re.compile(r"\bchidao ([a-z][a-z-]*)")
_MAKE: Final = re.compile(r"\bmake ([a-z-]+)")
_LINK: Final = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
_VARIABLE: Final = re.compile(r"CHIDAO_[A-Z_]+")


def terms() -> dict[str, str]:
    """Return the glossary's rows: what stands in the first column in code, and the Vietnamese beside it."""
    rows = re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", read("docs/glossary.md"), re.MULTILINE)
    return {identifier: said.strip() for cell, said in rows for identifier in re.findall(r"`([^`]+)`", cell)}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_page_of_acts_says_what_is_declared() -> None:
    assert read("docs/acts.md") == acts_page(), STALE


def test_the_glossary_has_the_vocabulary() -> None:
    words = read("docs/glossary.md")
    assert words == glossary(words), STALE


@pytest.mark.parametrize("name", sorted(act_names()))
def test_every_act_is_told(name: str) -> None:
    assert f"### {name}\n" in read("docs/acts.md")


def test_every_word_of_charters_and_every_room_has_its_term() -> None:
    values = {value for values in FACETS.values() for value in values}
    rooms = {act.room for act in acts()}
    assert not {*CONDITIONS, *FEATURES, *SUBJECTS, *SCOPES, *DUTY_KINDS, *values, *rooms} - terms().keys()
    assert all(f"Facet `{name}`" in read("docs/glossary.md") for name in FACETS)


def test_every_package_has_its_place_in_both_pages() -> None:
    packages = {folder.name for folder in (ROOT / "src" / "chidao").iterdir() if (folder / "__init__.py").exists()}
    assert not packages - terms().keys()
    assert all(f"`{name}`" in read("docs/architecture.md") for name in packages)


def test_every_table_of_the_house_has_its_term() -> None:
    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("chidao.")}
    known = {identifier.casefold() for identifier in terms()}
    assert not {table for table in tables if table.casefold() not in known}


def test_no_term_means_two_things() -> None:
    by_hand = read("docs/glossary.md").partition("## The rooms")[0]
    identifiers = re.findall(r"^\| `([^`|]+)` \|", by_hand, re.MULTILINE)
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_the_readme_is_there(name: str) -> None:
    words = read(name)
    verbs = {verb.NAME for verb in verb_modules()} | {verb_name(act) for act in acts()}
    named = set(_COMMAND.findall(words))
    assert named
    assert not named - verbs
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert not set(_MAKE.findall(words)) - targets


@pytest.mark.parametrize("name", READMES)
def test_every_flag_of_the_walk_is_understood(name: str) -> None:
    fields = {field for act in acts() for field in act.given.__dataclass_fields__}
    known = {f"--{field.replace('_', '-')}" for field in fields}
    known |= {flag for verb in verb_modules() for flag in _flags(verb)} | {"--key-file"}
    assert not set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", read(name))) - known


def _flags(verb: Verb) -> set[str]:
    parser = argparse.ArgumentParser()
    add_common(parser, "vi")
    verb.add_arguments(parser)
    return set(re.findall(r"--[a-z][a-z-]*", parser.format_help()))


@pytest.mark.parametrize("name", READMES)
def test_every_variable_of_the_readme_is_read_somewhere(name: str) -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "src" / "chidao").rglob("*.py"))
    assert not {each for each in _VARIABLE.findall(read(name)) if f'"{each}"' not in source}


def test_the_two_readmes_have_the_same_commands_and_pictures() -> None:
    one, other = (read(name) for name in READMES)
    assert set(_COMMAND.findall(one)) == set(_COMMAND.findall(other))
    assert re.findall(r"docs/screens/\w+\.png", one) == re.findall(r"docs/screens/\w+\.png", other)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert not [link for link in links if not link.endswith(".png") and not (page.parent / link).exists()]


def test_every_picture_was_taken() -> None:
    shown = {link for name in READMES for link in _LINK.findall(read(name)) if link.endswith(".png")}
    taken = {link for link in shown if (ROOT / link).exists()}
    if not taken:
        pytest.skip("`make screens` has not been run yet")
    assert taken == shown


def test_every_module_that_a_page_names_exists() -> None:
    named = {name for page in PAGES for name in re.findall(r"`(chidao(?:\.\w+)+)`", page.read_text(encoding="utf-8"))}
    assert not {name for name in named if not _is_there(name)}


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(file.name[:4]) for file in sorted((DOCS / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def _is_there(name: str) -> bool:
    """A module, or a name of its parent module."""
    parent, _, last = name.rpartition(".")
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return parent != "chidao" and last.isidentifier() and find_spec(parent) is not None
