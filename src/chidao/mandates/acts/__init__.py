"""The only writes on bodies, seats, tenures, absences, delegations and the working group, a verb or two a file."""

from __future__ import annotations

from chidao.mandates.acts import (
    absences,
    amending,
    experts,
    fields,
    focal,
    founding,
    nominating,
    requisitioning,
    seating,
    sub_groups,
    succession,
)

__all__ = [
    "absences",
    "amending",
    "experts",
    "fields",
    "focal",
    "founding",
    "nominating",
    "requisitioning",
    "seating",
    "sub_groups",
    "succession",
]
