"""`python -m chidao.cli`, where the program itself is not on the path."""

from __future__ import annotations

import sys

from chidao.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
