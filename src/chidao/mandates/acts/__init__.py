"""The only writes on bodies, seats, tenures, absences and delegations: founding, seats, absences."""

from __future__ import annotations

from chidao.mandates.acts import absences, founding, seating

__all__ = ["absences", "founding", "seating"]
