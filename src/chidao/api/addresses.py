"""The kinds of value that stand in addresses: a seat, a day, a number that a column can hold, words looked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final

from ninja import Path, Query

GREATEST: Final = 2**31 - 1
MOST: Final = 200

Seat = Annotated[int | None, Query(ge=1, le=GREATEST, description="Ghế của người gọi. / The caller's seat.")]
Day = Annotated[date | None, Query(description="Ngày; bỏ trống là hôm nay. / A day; today if none.")]
Instant = Annotated[datetime | None, Query(description="Thời điểm; bỏ trống là bây giờ. / An instant; now if none.")]
Number = Annotated[int | None, Query(ge=1, le=GREATEST)]
Page = Annotated[int, Query(ge=1, le=MOST, description="Số dòng. / How many lines.")]
Words = Annotated[str, Query(max_length=200, description="Có dấu hay không dấu. / With marks or without.")]
Row = Annotated[int, Path(ge=1, le=GREATEST)]
After = Annotated[str, Query(max_length=80, description="`next` của trang trước. / The `next` of the page before.")]
ActName = Annotated[str, Query(max_length=60)]
Year = Annotated[int | None, Query(ge=1900, le=2199)]
