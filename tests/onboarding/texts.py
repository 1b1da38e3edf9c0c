"""Texts of our own to found a committee from: an invented province, posts only."""

from __future__ import annotations

from typing import Final

DECISION: Final = """\
ỦY BAN NHÂN DÂN
TỈNH BÌNH MINH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 318/QĐ-UBND
Bình Minh, ngày 12 tháng 02 năm 2024

QUYẾT ĐỊNH
Về việc kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh và ban hành Quy chế hoạt động của Ban Chỉ đạo

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;
Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 21/TTr-SKHCN ngày 05 tháng 02 năm 2024.

QUYẾT ĐỊNH:

Điều 1. Kiện toàn Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh (sau đây gọi là Ban Chỉ đạo), gồm các ông, bà có tên sau:
1. Trưởng ban: Chủ tịch Ủy ban nhân dân tỉnh.
2. Phó Trưởng ban Thường trực: Phó Chủ tịch Ủy ban nhân dân tỉnh phụ trách khoa học và công nghệ.
3. Phó Trưởng ban: Giám đốc Sở Khoa học và Công nghệ.
4. Ủy viên: Giám đốc Sở Nội vụ.
5. Ủy viên: Giám đốc Sở Tài chính.
6. Ủy viên: Giám đốc Sở Y tế.
7. Ủy viên: Giám đốc Sở Giáo dục và Đào tạo.
8. Ủy viên: Giám đốc Sở Tư pháp.
9. Ủy viên: Giám đốc Sở Xây dựng.
10. Ủy viên: Giám đốc Sở Công Thương.
11. Ủy viên: Giám đốc Sở Nông nghiệp và Môi trường.
12. Ủy viên: Giám đốc Công an tỉnh.
13. Ủy viên: Chánh Văn phòng Ủy ban nhân dân tỉnh.

Điều 2. Thành lập Tổ Công tác giúp việc Ban Chỉ đạo, gồm:
1. Tổ trưởng: Giám đốc Sở Khoa học và Công nghệ.
2. Tổ phó: Phó Chánh Văn phòng Ủy ban nhân dân tỉnh.
3. Thành viên: Trưởng phòng Chuyển đổi số Sở Khoa học và Công nghệ.

Điều 3. Sở Khoa học và Công nghệ là Cơ quan Thường trực của Ban Chỉ đạo.

Điều 4. Ban hành kèm theo Quyết định này Quy chế hoạt động của Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh.

Điều 5. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 77/QĐ-UBND ngày 03 tháng 3 năm 2021 của \
Chủ tịch Ủy ban nhân dân tỉnh.

Điều 6. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Khoa học và Công nghệ, thủ trưởng các cơ quan liên quan và \
các thành viên Ban Chỉ đạo chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:
- Như Điều 6;
- Ủy ban Quốc gia về chuyển đổi số;
- Lưu: VT, KHCN.

CHỦ TỊCH

ỦY BAN NHÂN DÂN TỈNH BÌNH MINH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

QUY CHẾ
Hoạt động của Ban Chỉ đạo chuyển đổi số tỉnh Bình Minh
(Ban hành kèm theo Quyết định số 318/QĐ-UBND ngày 12 tháng 02 năm 2024 của Chủ tịch Ủy ban nhân dân tỉnh)

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
Quy chế này quy định nguyên tắc, nhiệm vụ, quyền hạn, chế độ làm việc và quan hệ công tác của Ban Chỉ đạo.

Điều 2. Nguyên tắc làm việc
1. Các thành viên Ban Chỉ đạo làm việc theo chế độ kiêm nhiệm, đề cao trách nhiệm cá nhân của người đứng đầu.
2. Ban Chỉ đạo thảo luận tập thể, Trưởng ban kết luận.

Chương II
NHIỆM VỤ, QUYỀN HẠN

Điều 3. Nhiệm vụ, quyền hạn của Trưởng ban
1. Lãnh đạo, điều hành mọi hoạt động của Ban Chỉ đạo.
2. Triệu tập và chủ trì các cuộc họp của Ban Chỉ đạo.
3. Phân công nhiệm vụ cho các thành viên Ban Chỉ đạo.
4. Phê duyệt kế hoạch hoạt động hằng năm của Ban Chỉ đạo.

Điều 4. Nhiệm vụ, quyền hạn của Phó Trưởng ban Thường trực
1. Thay mặt Trưởng ban chỉ đạo, điều hành công việc của Ban Chỉ đạo khi Trưởng ban vắng mặt.
2. Chỉ đạo, đôn đốc các sở, ban, ngành thực hiện nhiệm vụ chuyển đổi số.
3. Triệu tập và chủ trì các cuộc họp của Ban Chỉ đạo khi được Trưởng ban ủy quyền.

Điều 5. Nhiệm vụ, quyền hạn của Phó Trưởng ban
1. Giúp Trưởng ban theo dõi lĩnh vực được phân công.
2. Đôn đốc, kiểm tra việc thực hiện nhiệm vụ của các cơ quan, đơn vị.

Điều 6. Nhiệm vụ, quyền hạn của các Ủy viên
1. Tham dự đầy đủ các cuộc họp của Ban Chỉ đạo; trường hợp vắng mặt phải báo cáo Trưởng ban và cử người dự thay.
2. Đề xuất với Ban Chỉ đạo các cơ chế, chính sách thuộc lĩnh vực phụ trách.
3. Chịu trách nhiệm về kết quả thực hiện nhiệm vụ được phân công.

Điều 7. Nhiệm vụ của Cơ quan Thường trực
1. Tham mưu, giúp Ban Chỉ đạo xây dựng chương trình, kế hoạch hoạt động hằng năm.
2. Chuẩn bị nội dung, tài liệu và gửi giấy mời họp của Ban Chỉ đạo.
3. Tổng hợp, báo cáo tình hình thực hiện nhiệm vụ chuyển đổi số.

Điều 8. Nhiệm vụ của Tổ Công tác
1. Giúp Ban Chỉ đạo theo dõi, đôn đốc việc thực hiện kết luận của Trưởng ban.
2. Tổ trưởng được mời chuyên gia tham gia khi cần thiết.

Chương III
CHẾ ĐỘ LÀM VIỆC

Điều 9. Chế độ họp
1. Ban Chỉ đạo họp định kỳ mỗi quý một lần; họp đột xuất theo quyết định của Trưởng ban.
2. Tổ Công tác họp mỗi tháng một lần do Tổ trưởng triệu tập.
3. Kết luận của Trưởng ban tại cuộc họp được ban hành bằng thông báo.

Điều 10. Chế độ thông tin, báo cáo
1. Định kỳ 06 tháng, các sở, ban, ngành báo cáo kết quả thực hiện nhiệm vụ về Cơ quan Thường trực.
2. Cơ quan Thường trực tổng hợp, báo cáo Ban Chỉ đạo mỗi quý một lần.
3. Trước ngày 15 tháng 12 hằng năm, Ban Chỉ đạo sơ kết, đánh giá kết quả thực hiện.

Điều 11. Sử dụng con dấu
1. Trưởng ban, Phó Trưởng ban Thường trực sử dụng con dấu của Ủy ban nhân dân tỉnh.
2. Phó Trưởng ban, Ủy viên sử dụng con dấu của cơ quan mình công tác.

Điều 12. Kinh phí hoạt động
Kinh phí hoạt động của Ban Chỉ đạo do ngân sách nhà nước bảo đảm, bố trí trong dự toán hằng năm của Sở Khoa học và \
Công nghệ.

Chương IV
TỔ CHỨC THỰC HIỆN

Điều 13. Điều khoản thi hành
1. Thủ trưởng các cơ quan liên quan tổ chức thực hiện Quy chế này.
2. Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan phản ánh về Cơ quan Thường trực để tổng hợp, báo cáo \
Trưởng ban xem xét, sửa đổi.
"""
"""A decision that renews a committee, with the regulation issued with it: about six pages."""
