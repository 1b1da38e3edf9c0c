"""The process of a child: Django first, then the part's verbs, one call a line."""

from __future__ import annotations

import importlib
import json
import sys

import django


def main(part: str) -> None:
    """Do each verb that is asked for, until nothing more is asked."""
    django.setup()
    verbs = importlib.import_module(f"bench.{part}").VERBS
    for line in sys.stdin:
        verb, given = json.loads(line)
        sys.stdout.write(json.dumps(verbs[verb](**given)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
