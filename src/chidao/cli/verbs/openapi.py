"""`chidao openapi`: the API's description as JSON."""

from __future__ import annotations

import argparse
import json
from typing import Any, Final

from django.utils.module_loading import import_string

from chidao.kernel.wording import Text

NAME: Final = "openapi"
HELP: Final = Text("in mô tả API (OpenAPI 3.1)", "print the API's description (OpenAPI 3.1)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def run(args: argparse.Namespace) -> int:
    """Print it. The API is a door beside this one: it is named, not imported."""
    api: Any = import_string("chidao.api.app.api")
    print(json.dumps(api.get_openapi_schema(path_prefix="/api/"), ensure_ascii=False, indent=2))
    return 0
