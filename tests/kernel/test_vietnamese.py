from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chidao.kernel.vietnamese import (
    TONES,
    contains_secret_mark,
    fold,
    match_rank,
    nfc,
    same_words,
    sort_key,
    tone_normal,
)

# Every rime of Vietnamese, the vowel that bears the tone in capitals.
RIMES = (
    "A Ac Ach Ai Am An Ang Anh Ao Ap At Au Ay Ăc Ăm Ăn Ăng Ăp Ăt Âc Âm Ân Âng Âp Ât Âu Ây E Ec Em En Eng Eo Ep Et "
    "Ê Êch Êm Ên Ênh Êp Êt Êu I Ich Im In Inh Ip It Iu Ia iÊc iÊm iÊn iÊng iÊp iÊt iÊu O Oc Oi Om On Ong Op Ot "
    "oOc oOng oA oAc oAch oAi oAm oAn oAng oAnh oAo oAp oAt oAy oĂc oĂm oĂn oĂng oĂt oE oEn oEo oEt "
    "Ô Ôc Ôi Ôm Ôn Ông Ôp Ôt Ơ Ơi Ơm Ơn Ơp Ơt U Uc Ui Um Un Ung Up Ut Ua uÂn uÂng uÂt uÂy uÊ uÊch uÊn uÊnh uƠ uÔc uÔi "
    "uÔm uÔn uÔng uÔt uY uYch uYnh uYt uYu uYa uyÊn uyÊt Ư Ưa Ưc Ưi Ưng Ưt Ưu ưƠc ưƠi ưƠm ưƠn ưƠng ưƠp ưƠt ưƠu "
    "Y yÊm yÊn yÊng yÊt yÊu"
).split()
GLIDED = {"qu": "A An Ang Anh Ao At Ay Âc Ân Ât Ây Ăng Ăt E En Eo Et Ê Ên Êt Y Ynh Yt Ơ Ôc", "gi": "A Ai An Ao Ơ U Ưa"}
ONSETS = ("", "b", "ch", "đ", "h", "kh", "l", "m", "ng", "ngh", "nh", "ph", "t", "th", "tr", "x")


def placed(rime: str, index: int, tone: str) -> str:
    letters = list(rime.lower())
    letters[index] = unicodedata.normalize("NFC", letters[index] + tone)
    return "".join(letters)


def main_vowel(rime: str) -> int:
    return next(index for index, letter in enumerate(rime) if letter.isupper())


def vowels_in(rime: str) -> list[int]:
    return [index for index, letter in enumerate(rime.lower()) if letter in "aăâeêioôơuưy"]


class TestNormalForm:
    def test_decomposed_text_and_look_alikes_of_d_become_one(self) -> None:
        assert nfc(unicodedata.normalize("NFD", "Quyết định")) == "Quyết định"
        assert nfc("Ð\u00f0Ɖ") == "ĐđĐ"

    def test_no_break_spaces_are_kept_unless_asked(self) -> None:
        assert nfc("Điều\u00a07") == "Điều\u00a07"
        assert nfc("Điều\u00a07", plain_spaces=True) == "Điều 7"

    @given(st.text())
    def test_is_the_same_when_done_twice(self, text: str) -> None:
        assert nfc(nfc(text)) == nfc(text)


class TestFolding:
    def test_finds_words_typed_without_marks(self) -> None:
        assert fold("Chuyển  đổi\nSỐ") == fold("chuyen doi so") == "chuyen doi so"

    def test_typography_does_not_count(self) -> None:
        assert fold("852/Q\u2060Ð\u2011BCĐ\ufeff") == "852/qd-bcd"

    @given(st.text())
    @example("ß İ ΐ ϔ ½ ﬁ K ᾳ")
    def test_is_the_same_when_done_twice(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy ẤỀỆỔỮợỹ"))
    def test_leaves_only_plain_letters_of_vietnamese(self, text: str) -> None:
        assert fold(text).isascii()


class TestTonePlacement:
    @pytest.mark.parametrize(
        ("old", "modern"),
        [
            ("hòa", "hoà"),
            ("khỏe", "khoẻ"),
            ("thủy", "thuỷ"),
            ("Ủy ban", "Uỷ ban"),
            ("THANH HÓA", "THANH HOÁ"),
            ("qúy", "quý"),
            ("quý", "quý"),
            ("hoạt động", "hoạt động"),
            ("gìn giữ, già, gì", "gìn giữ, già, gì"),
            ("của lúa, mía", "của lúa, mía"),
            ("ngoằn ngoèo", "ngoằn ngoèo"),
            ("khuỷu tay", "khuỷu tay"),
            ("café résumé", "café résumé"),
            ("không dấu", "không dấu"),
        ],
    )
    def test_moves_the_tone_to_the_main_vowel(self, old: str, modern: str) -> None:
        assert tone_normal(old) == modern

    @pytest.mark.parametrize("rime", RIMES)
    def test_every_rime_with_every_tone_wherever_it_was_typed(self, rime: str) -> None:
        for onset in ONSETS:
            for tone in TONES[1:]:
                right = onset + placed(rime, main_vowel(rime), tone)
                assert {tone_normal(onset + placed(rime, index, tone)) for index in vowels_in(rime)} == {right}

    @pytest.mark.parametrize("onset", GLIDED)
    def test_the_vowel_letter_of_qu_and_gi_bears_no_tone(self, onset: str) -> None:
        for rime in GLIDED[onset].split():
            for tone in TONES[1:]:
                right = onset + placed(rime, main_vowel(rime), tone)
                on_the_onset = onset[0] + unicodedata.normalize("NFC", onset[1] + tone) + rime.lower()
                assert tone_normal(right) == tone_normal(on_the_onset) == right

    @given(st.text())
    def test_changes_nothing_but_marks_and_settles_at_once(self, text: str) -> None:
        assert tone_normal(tone_normal(text)) == tone_normal(text)
        assert fold(tone_normal(text)) == fold(text)

    def test_both_placements_are_the_same_words(self) -> None:
        assert same_words("hoà", "hòa")
        assert same_words("Uỷ  ban Thanh Hoá", "ủy ban thanh hóa")
        assert not same_words("hoà", "hoá")


class TestAlphabet:
    WORDS = (
        "an àn ản ãn án ạn anh ăn ân ba bà bả bã bá bạ ca da dâu đa đà đâu em êm hoa hoà hoả hoã hoá hoạ khoa "
        "lan na ngang nghe oanh ông ơn phó quy sao tăng tâm thuỷ trung u ư vân xã yên zét"
    ).split()

    def test_orders_a_list_written_by_hand(self) -> None:
        shuffled = list(self.WORDS)
        random.Random(7).shuffle(shuffled)
        assert sorted(shuffled, key=sort_key) == self.WORDS

    def test_letters_of_the_whole_text_come_before_tones(self) -> None:
        names = ["ba mươi", "bà con", "ba bò", "bà ba", "ba ba"]
        assert sorted(names, key=sort_key) == ["ba ba", "bà ba", "ba bò", "bà con", "ba mươi"]

    def test_spaces_signs_digits_and_letters_in_turn(self) -> None:
        texts = ["Sở Y tế", "Sở-ban", "Sở 1", "Sở", "Sở Đ", "Sở D"]
        assert sorted(texts, key=sort_key) == ["Sở", "Sở 1", "Sở D", "Sở Đ", "Sở Y tế", "Sở-ban"]

    @pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("Hà Nội", "HÀ  NỘI"), ("Ða", "đa"), ("ç", "c")])
    def test_placement_case_and_spacing_do_not_count(self, one: str, other: str) -> None:
        assert sort_key(one) == sort_key(other)

    @given(st.text())
    def test_is_safe_under_any_collation(self, text: str) -> None:
        assert set(sort_key(text)) <= set("0123456789abcdef")
        assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)

    @given(st.text(alphabet="aăâbdđeêoơ áàạ"), st.text(alphabet="aăâbdđeêoơ áàạ", min_size=1))
    def test_a_beginning_sorts_before_what_goes_on(self, head: str, tail: str) -> None:
        assert sort_key(head) <= sort_key(head + tail)


class TestRanking:
    def test_marks_typed_rank_above_marks_folded(self) -> None:
        assert match_rank("đổi", "chuyển đổi số") > match_rank("đổi", "đội ngũ") > 0
        assert match_rank("đổi", "chuyen doi so") > 0

    def test_whole_words_above_beginnings_and_both_above_nothing(self) -> None:
        assert match_rank("so", "số liệu") > match_rank("so", "sông") > match_rank("so", "báo cáo") == 0

    def test_every_word_must_be_there_and_a_phrase_ranks_higher(self) -> None:
        assert match_rank("chuyen so", "chuyển đổi") == 0
        assert match_rank("đổi số", "chuyển đổi số") > match_rank("đổi số", "số đã đổi") > 0

    def test_either_tone_placement_is_typed_with_marks(self) -> None:
        assert match_rank("hòa", "hoà bình") == match_rank("hoà", "hòa bình")

    def test_a_symbol_is_found_by_its_parts(self) -> None:
        assert match_rank("852/QĐ-BCĐ", "Quyết định 852/QĐ-BCĐ") > match_rank("852/QĐ-BCĐ", "852 qd bcd") > 0

    @pytest.mark.parametrize("query", ["", "  ", "…"])
    def test_nothing_asked_finds_nothing(self, query: str) -> None:
        assert match_rank(query, "bất cứ gì") == 0


class TestSecretMarks:
    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("MẬT", "Mật"),
            ("UBND THÀNH PHỐ\nTỐI MẬT\nSố: 12/BC", "Tối mật"),
            ("  [TUYỆT  MẬT]  ", "Tuyệt mật"),
            ("T Ố I   M Ậ T", "Tối mật"),
            ("M  Ậ  T", "Mật"),
            ("SỞ NỘI VỤ\tMẬT\tCỘNG HÒA XÃ HỘI", "Mật"),
            ("SỞ NỘI VỤ | TỐI MẬT |", "Tối mật"),
            (unicodedata.normalize("NFD", "SỞ\nMẬT\n"), "Mật"),
            ("TUYET MAT", "Tuyệt mật"),
            ("MẬT\u00a0", "Mật"),
            ("Độ mật: Mật", "Mật"),
            ("- Mức độ mật: tối mật", "Tối mật"),
            ("Dấu chỉ độ mật:\nTuyệt mật", "Tuyệt mật"),
            ("Độ mật\tMật\tBản số 02", "Mật"),
            ("độ mật: Mật, bản số 02", "Mật"),
            ("(MẬT) V/v rà soát", "Mật"),
            ("MẬT\nđoạn\nTỐI MẬT", "Tối mật"),
            ("Báo cáo\r\nTỐI MẬT\r\n", "Tối mật"),
        ],
    )
    def test_a_stamp_or_a_label_is_seen(self, text: str, mark: str) -> None:
        assert contains_secret_mark(text) == mark

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Bảo vệ bí mật nhà nước",
            "bảo mật thông tin; đổi mật khẩu",
            "Mật khẩu: 12 ký tự",
            "Độ mật: Không",
            "Độ mật: mật khẩu không áp dụng",
            "Độ mật: Tuyệt mật, Tối mật, Mật",
            "gồm ba độ mật: Tuyệt mật, Tối mật và Mật",
            "DANH MỤC BÍ MẬT NHÀ NƯỚC",
            "QUY CHẾ BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
            "QUY CHẾ BẢO VỆ BÍ\nMẬT",
            "DANH MỤC TÀI LIỆU ĐỘ TỐI\nMẬT",
            "QUY CHẾ  BẢO  MẬT",
            "Đóng dấu độ mật của tài liệu mật theo quy định",
            "Nuôi ong lấy mật\nMật ong",
        ],
    )
    def test_the_word_in_running_text_is_no_mark(self, text: str) -> None:
        assert contains_secret_mark(text) is None

    @given(st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]), st.text(alphabet="abc đế\n.,1"))
    def test_a_stamp_on_its_own_line_is_never_missed(self, stamp: str, around: str) -> None:
        assert contains_secret_mark(f"{around}\n{stamp}\n{around}") == stamp.capitalize()
