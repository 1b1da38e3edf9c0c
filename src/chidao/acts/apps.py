"""When the program starts, every context's acts are declared."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ActsConfig(AppConfig):
    """The registry of acts."""

    name = "chidao.acts"

    def ready(self) -> None:
        """Import `acts` of every context, so that the registry is whole before the first question."""
        autodiscover_modules("acts")
