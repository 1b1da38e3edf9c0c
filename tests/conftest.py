"""What every test of the project stands on: its own installation, one of two databases, a browser, the recorded run.

`CHIDAO_TEST_DB=sqlite` (default) runs everything; `CHIDAO_TEST_DB=postgresql` starts a cluster of our own and runs
again what touches a database. `make test` does both. The environment is settled here, before Django reads it.
"""

from __future__ import annotations

from tests.fixtures.environment import settle

settle()

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.marks",
    "tests.fixtures.record",
    "tests.fixtures.installations",
    "tests.fixtures.browsers",
    "tests.fixtures.kept",
]
