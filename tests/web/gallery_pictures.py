"""The values of the gallery's pictures; the figures are invented."""

from __future__ import annotations

from datetime import date
from typing import Final

from chidao.kernel.wording import Text, same
from chidao.web import pictures

AGENCIES: Final = (
    "Sở Thông tin và Truyền thông",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Kế hoạch và Đầu tư",
    "Sở Giao thông vận tải",
    "Sở Xây dựng",
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Sở Tư pháp",
    "UBND quận Đồ Sơn",
    "UBND huyện Vĩnh Bảo",
    "UBND quận Hồng Bàng",
)
YEAR: Final = pictures.DutyYear(
    year=2020,
    on=date(2020, 8, 24),
    rows=(
        pictures.DutyRow(
            title=Text("Họp Ban Chỉ đạo", "Committee meeting"),
            clause="HP20-7.1b",
            url="#",
            cells=(
                pictures.DutyCell(
                    month=6,
                    state="kept",
                    due_on=date(2020, 6, 12),
                    url="#",
                    says=Text("phiên họp quý II", "second-quarter meeting"),
                ),
                pictures.DutyCell(month=8, state="due", due_on=date(2020, 8, 28), url="#"),
                pictures.DutyCell(month=12, state="due"),
            ),
        ),
        pictures.DutyRow(
            title=Text("Họp Tổ Công tác giúp việc", "Working group meeting"),
            cells=(
                pictures.DutyCell(month=6, state="missed", url="#"),
                pictures.DutyCell(month=9, state="due"),
                pictures.DutyCell(month=12, state="due"),
            ),
        ),
        pictures.DutyRow(
            title=Text(
                "Báo cáo quý của Tổ Công tác giúp việc gửi Ban Chỉ đạo",
                "Quarterly report of the working group to the committee",
            ),
            clause="HP20-6.6",
            cells=(
                pictures.DutyCell(month=3, state="kept", url="#"),
                pictures.DutyCell(month=6, state="late", url="#"),
                pictures.DutyCell(month=9, state="due", due_on=date(2020, 9, 25), url="#"),
            ),
        ),
    ),
)
CHAIN: Final = pictures.Chain(
    on=date(2022, 5, 10),
    lanes=(Text("Quy chế", "Regulations"), Text("Kiện toàn", "Constitution"), Text("Tên gọi", "Name")),
    nodes=(
        pictures.ChainNode(
            key="2831",
            symbol="2831/QĐ-BCĐ",
            title=Text("Quy chế hoạt động", "Working regulation"),
            starts_on=date(2018, 10, 30),
            ends_on=date(2020, 3, 25),
            url="#2831",
        ),
        pictures.ChainNode(
            key="852",
            symbol="852/QĐ-BCĐ",
            title=Text("Quy chế hoạt động", "Working regulation"),
            starts_on=date(2020, 3, 25),
            ends_on=date(2022, 3, 30),
            url="#852",
        ),
        pictures.ChainNode(
            key="24",
            symbol="24/QĐ-BCĐCĐS",
            title=Text("Quy chế hoạt động", "Working regulation"),
            starts_on=date(2022, 3, 30),
            url="#24",
        ),
        pictures.ChainNode(
            key="2488",
            symbol="2488/QĐ-UBND",
            title=Text("Kiện toàn Ban Chỉ đạo", "Re-constitution"),
            lane=1,
            starts_on=date(2019, 10, 17),
            ends_on=date(2021, 12, 24),
            url="#2488",
        ),
        pictures.ChainNode(
            key="3820",
            symbol="3820/QĐ-UBND",
            title=Text("Kiện toàn Ban Chỉ đạo", "Re-constitution"),
            lane=1,
            starts_on=date(2021, 12, 24),
            ends_on=date(2022, 3, 14),
            url="#3820",
        ),
        pictures.ChainNode(
            key="772",
            symbol="772/QĐ-UBND",
            title=Text("Kiện toàn Ban Chỉ đạo", "Re-constitution"),
            lane=1,
            starts_on=date(2022, 3, 14),
            url="#772",
        ),
        pictures.ChainNode(
            key="3694",
            symbol="3694/QĐ-UBND",
            title=Text("Đổi tên Ban Chỉ đạo", "The committee renamed"),
            lane=2,
            date_words=Text("không rõ ngày", "date not known"),
            url="#3694",
        ),
    ),
    links=(
        pictures.ChainLink(later="852", earlier="2831"),
        pictures.ChainLink(later="24", earlier="852", is_known=False),
        pictures.ChainLink(later="2488"),
        pictures.ChainLink(later="3820", earlier="2488"),
        pictures.ChainLink(later="772", earlier="3820"),
        pictures.ChainLink(later="852", earlier="2488", kind="rests_on"),
    ),
)
CHART: Final = pictures.SeatChart(
    name=Text("Ban Chỉ đạo", "The committee"),
    on=date(2020, 8, 10),
    seats=(
        pictures.Seat(
            title=Text("Trưởng ban", "Chair"),
            rank=1,
            holder=Text("Chủ tịch UBND thành phố", "Chairman of the city"),
            url="#",
            state="acting",
            note=Text("vắng 5–12/8, Phó Trưởng ban Thường trực thay", "absent 5–12 Aug, the standing vice chair acts"),
        ),
        pictures.Seat(
            title=Text("Phó Trưởng ban Thường trực", "Standing vice chair"),
            rank=2,
            holder=Text("Phó Chủ tịch UBND thành phố", "Vice chairman of the city"),
            url="#",
        ),
        pictures.Seat(
            title=Text("Phó Trưởng ban", "Vice chair"),
            rank=3,
            state="empty",
            note=Text("khuyết từ 1/7/2020", "vacant since 1 Jul 2020"),
        ),
        *(
            pictures.Seat(
                title=Text("Ủy viên", "Member"),
                rank=4,
                holder=same(f"Giám đốc {name}") if name.startswith("Sở") else same(f"Chủ tịch {name}"),
                state="empty" if n == 4 else "held",
                url="#",
            )
            for n, name in enumerate(AGENCIES)
        ),
    ),
)
HEAT: Final = pictures.HeatMap(
    year=2020,
    rows=tuple(
        pictures.HeatRow(
            agency=same(name),
            url="#",
            cells=tuple(
                pictures.HeatCell(
                    month=month,
                    on_time=(n * month) % 5,
                    late=max(0, (n * 7 + month * 3) % 11 - 8) * (month < 9) + (12 if (n, month) == (2, 5) else 0),
                    open=(month > 7) * ((n + month) % 3),
                    url="#",
                )
                for month in range(1, 12)
            ),
        )
        for n, name in enumerate(AGENCIES)
    ),
)
PATH: Final = pictures.Path(
    title=Text("Dịch vụ công trực tuyến mức độ 4", "Public services online, level 4"),
    reaches_on=date(2021, 5, 20),
    points=tuple(
        pictures.PathPoint(on=date(2020, month, 1), planned=month * 8.3, actual=month * 6.4 if month < 9 else None)
        for month in range(1, 13)
    ),
)
