"""Acts of the archive."""

from __future__ import annotations

from chidao.archive.acts.closing import CloseDossier
from chidao.archive.acts.filing import FileInDossier, TakeFromDossier
from chidao.archive.acts.handing import HandOverDossiers
from chidao.archive.acts.opening import OpenDossier

__all__ = ["CloseDossier", "FileInDossier", "HandOverDossiers", "OpenDossier", "TakeFromDossier"]
