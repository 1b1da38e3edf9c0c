"""Where the parts of a paper stand on its page, the same in .docx and in PDF (PURE).

What the norm fixes is in `formalities.yaml`; these are choices within the room that it leaves (NĐ 30/2020, Phụ lục I).
"""

from __future__ import annotations

from typing import Final

# The left and right part of the head and of the foot: the national name needs the wider right one.
HEAD_SHARES: Final = (0.42, 0.58)
FOOT_SHARES: Final = (0.46, 0.54)
# How much of its room a subject takes before it is broken: that of a letter in the head, that under a kind.
LETTER_SUBJECT_SHARE: Final = 0.95
SUBJECT_SHARE: Final = 0.85
# Where the salutation begins, and the room over a signer's name for signature and seal.
SALUTATION_MM: Final = 20.0
SIGNING_ROOM_PT: Final = 64
# A table of data keeps its text off its lines.
CELL_PADDING_MM: Final = 1.5
