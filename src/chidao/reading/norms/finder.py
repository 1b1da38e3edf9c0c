"""The finder of rules (PURE): a text that was read in, the rules it lays down out."""

from __future__ import annotations

from chidao.reading.norms.acts import acts_in
from chidao.reading.norms.bodies import bodies_of, bodies_said, counts_in
from chidao.reading.norms.cadences import cadences_in
from chidao.reading.norms.fields import fields_in
from chidao.reading.norms.norm import Norm
from chidao.reading.norms.passages import Reading, reading_of
from chidao.reading.norms.places import Place
from chidao.reading.norms.roles import roles_in, titles_in
from chidao.reading.norms.standing import funding_in, seals_in, standing_bodies_in
from chidao.reading.norms.words import Words
from chidao.reading.tree import Law


def find_norms(law: Law, words: Words) -> tuple[Norm, ...]:
    """Return the rules that a text lays down, in the order of the text, each with its place and a confidence."""
    reading = reading_of(law, words)
    bodies = bodies_of(reading)
    found = [
        *bodies_said(reading, bodies),
        *roles_in(reading, bodies),
        *titles_in(reading, bodies),
        *counts_in(reading),
        *cadences_in(reading, bodies),
        *standing_bodies_in(reading, bodies),
        *seals_in(reading),
        *funding_in(reading),
        *acts_in(reading, bodies),
        *fields_in(reading),
        *_effect(law, reading),
    ]
    return tuple(sorted(found, key=lambda norm: (norm.span, norm.kind)))


def _effect(law: Law, reading: Reading) -> list[Norm]:
    """Return when the text takes effect, as a rule with its place."""
    if law.effect is None:
        return []
    start, end = law.source.normal_span(*law.effect.span)
    place = next((one.place for one in reading.passages if one.start < end and one.start + len(one.text) > start), None)
    day = law.effect.on.as_iso() if law.effect.on else None
    values = {"on": day, "from_signing": law.effect.from_signing, "replaces": list(law.replaces)}
    return [Norm("effect", values, law.effect.span, 0.95, place or Place("decision"))]
