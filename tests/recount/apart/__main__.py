"""Count an exported record again, from the command line: `python -m tests.recount.apart FILE HOLIDAYS DAY`.

FILE is what `chidao record export` wrote, HOLIDAYS the list of days that ships with the program, DAY the day on which
things are judged. Prints the counts of the year of that day as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.recount.apart.affairs import Affairs
from tests.recount.apart.days import Worked, close_of
from tests.recount.apart.duties import cells
from tests.recount.apart.figures import figures
from tests.recount.apart.record import Record
from tests.recount.apart.sheet import heat, sheet


def counted(file: Path, holidays: Path, day: date) -> dict[str, Any]:
    """Return everything counted of the year of a day."""
    with file.open(encoding="utf-8") as lines:
        record = Record.read(lines)
    worked = Worked.read(holidays)
    affairs, year = Affairs.of(record, worked), (date(day.year, 1, 1), date(day.year, 12, 31))
    return {
        "events": len(record.events),
        "calendar": [vars(each) for each in cells(affairs, *year, day)],
        "sheet": [vars(each) for each in sheet(affairs, record, *year, day)],
        "heat": [[*key, *counts] for key, counts in sorted(heat(affairs, day.year, day).items())],
        "figures": {key: len(rows) for key, rows in figures(record, worked, *year, close_of(day)).items()},
    }


def main(words: Sequence[str]) -> int:
    """Count and print."""
    file, holidays, day = words
    sys.stdout.write(json.dumps(counted(Path(file), Path(holidays), date.fromisoformat(day)), default=str) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
