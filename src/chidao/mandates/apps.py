"""When the program starts, the mandates become the authority that the runner asks."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

from chidao.acts.authority import install_authority


class MandatesConfig(AppConfig):
    """Bodies, seats, tenures, absences, delegations."""

    name = "chidao.mandates"

    def ready(self) -> None:
        """Install the authority, once the tables it reads are known."""
        install_authority(import_module("chidao.mandates.authority").MandateAuthority())
