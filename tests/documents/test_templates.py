"""A committee's own template: one to start from for every form, filled without fault; a hostile one refused."""

from __future__ import annotations

import base64
import io
from datetime import date
from pathlib import Path
from typing import Any, Final

import docx
import pytest

from chidao.documents.formalities import formality_on, load_formalities
from chidao.documents.templating.fields import FIELDS, TEMPLATED, template_fields
from chidao.documents.templating.process import answer
from chidao.documents.templating.sample import sample_paper, sample_template
from chidao.documents.templating.template import check_template, filled_template
from chidao.kernel.errors import BadInput
from tests.documents.test_checking_hostile import packed, parts_of
from tests.documents.test_typed_forms import at_fault, paper, saved
from tests.documents.typed_samples import SAMPLES

pytestmark = pytest.mark.only("sqlite")  # files only: no engine has a part in them

NORM: Final = formality_on(load_formalities(), date(2022, 9, 5))


def fill(template: bytes, form: str = "decision") -> dict[str, str]:
    """Fill a template as its process does, within this one."""
    fields = template_fields(paper(form), NORM)
    day = {"dated_on": "2022-09-05", "rule_share": 0.42}
    said = {"template": base64.b64encode(template).decode(), "fields": fields, **day}
    return answer(said)


def typed(*lines: str) -> bytes:
    """A template that somebody typed in Word, without any style of ours."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def words(answered: dict[str, str]) -> list[str]:
    document: Any = docx.Document(io.BytesIO(base64.b64decode(answered["docx"])))
    return [each.text for each in document.paragraphs]


@pytest.mark.parametrize("form", ["decision", "letter", "minutes", "list_paper"])  # the others in the drill
def test_the_template_to_start_from_is_filled_without_fault(form: str) -> None:
    answered = fill(sample_template(form, NORM), form)
    assert at_fault(base64.b64decode(answered["docx"])) == []


def test_a_form_made_from_the_record_has_a_template_to_start_from() -> None:
    assert set(SAMPLES) < set(TEMPLATED)
    for form in set(TEMPLATED) - set(SAMPLES):
        assert sample_paper(form).kind_name


def test_the_same_template_and_paper_give_the_same_file_in_its_own_process() -> None:
    template = sample_template("decision", NORM)
    check_template(template, sample_paper("decision"), NORM)
    made = filled_template(template, paper("decision"), NORM)
    assert made == base64.b64decode(fill(template)["docx"])
    assert any("Điều 2. Phiên họp" in each.text for each in docx.Document(io.BytesIO(made)).paragraphs)


def test_lists_loop_and_conditions_work_in_a_template_of_ones_own() -> None:
    template = typed(
        "CƠ QUAN: {{ issuer|upper }}", "{%p for line in recipients %}", "+ {{ line }}", "{%p endfor %}",
        "{% if competent %}Thẩm quyền: {{ competent }}{% endif %}", "{{ body }}", "Gửi: {{ recipients }}",
    )  # fmt: skip
    said = words(fill(template))
    assert said[0] == "CƠ QUAN: BAN MẪU TỈNH BÌNH MINH"
    assert "+ - Các thành viên;" in said
    assert "Thẩm quyền: CHỨC VỤ MẪU CỦA BAN" in said
    assert "Điều 2. Quyết định này có hiệu lực kể từ ngày ký." in said
    assert said[-1].startswith("Gửi: - Các thành viên;; ")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ issuer.__class__.__mro__ }}", "template_unsafe"),
        ("{{ issuer.upper() }}", "template_unsafe"),
        ("{{ ''['__class__'] }}", "template_unsafe"),
        ("{{ issuer|attr('__class__') }}", "template_syntax"),
        ("{{ range(9) }}", "template_unsafe"),
        ("{{ self._TemplateReference__context }}", "template_unsafe"),
        ("{{ 9**9**9 }}", "template_unsafe"),
        ("{{ 'a' * 999999999 }}", "template_unsafe"),
        ("{% include '/etc/passwd' %}", "template_syntax"),
        ("{% for a in recipients %}", "template_syntax"),
        ("{{ khong_co }}", "template_field"),
        ("Nội dung: {{ body }}", "template_body"),
    ],
)
def test_what_a_template_may_not_do_is_refused_with_its_reason(line: str, code: str) -> None:
    assert fill(typed(line)).get("refused") == code


def test_a_value_is_never_read_as_an_expression_nor_as_markup() -> None:
    fields = {**template_fields(paper("letter"), NORM), "issuer": "{{ 7*7 }} <w:p/> & “a”"}
    said = {"template": base64.b64encode(typed("{{ issuer }}")).decode(), "fields": fields, "dated_on": ""}
    assert words(answer({**said, "rule_share": 0.42})) == ["{{ 7*7 }} <w:p/> & “a”"]


def test_a_template_that_loops_without_end_is_ended() -> None:
    deep = "".join("{% for a in bases %}{% for b in bases %}" for _ in range(30)) + "x" + "{% endfor %}" * 60
    with pytest.raises(BadInput) as refused:
        filled_template(typed(deep), paper("decision"), NORM)
    assert refused.value.reasons[0].code in {"file_too_heavy", "template_syntax", "file_damaged"}


def test_a_template_that_reaches_out_is_refused() -> None:
    good = parts_of(sample_template("letter", NORM))
    rels = "word/_rels/document.xml.rels"
    link = (
        b'<Relationship Id="x9" Type="http://a/image" Target="http://a/b.png" TargetMode="External"/></Relationships>'
    )
    reaching = {**good, rels: good[rels].replace(b"</Relationships>", link)}
    for parts in (reaching, {**good, "word/embeddings/a.bin": b"x"}):
        with pytest.raises(BadInput) as refused:
            check_template(packed(parts), sample_paper("letter"), NORM)
        assert refused.value.reasons[0].code == "template_reaches_out"
    with pytest.raises(BadInput):
        check_template(b"PK nonsense", sample_paper("letter"), NORM)


def test_the_page_of_documentation_names_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "document-templates.md").read_text(encoding="utf-8")
    assert [name for name in FIELDS if f"`{name}`" not in page] == []
