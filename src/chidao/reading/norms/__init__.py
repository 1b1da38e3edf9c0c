"""PURE: the rules that a text lays down — who has which role, how often is met and reported, whose seal, whose money.

Rules of language only, no model: what a turn of phrase says plainly is proposed with its place and a confidence; what
it does not say is left out. The words themselves are data (`data/reading/words.yaml`), passed in.
"""

from chidao.reading.norms.finder import find_norms
from chidao.reading.norms.norm import Norm, NormKind
from chidao.reading.norms.words import Words, words_from

__all__ = ["Norm", "NormKind", "Words", "find_norms", "words_from"]
