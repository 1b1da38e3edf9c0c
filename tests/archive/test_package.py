"""Packages of dossiers: valid by the E-ARK validator, whole by a stranger's check, the same bytes again."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from django.conf import settings as django_settings
from eark_validator.infopacks.manifest import Manifest
from eark_validator.mets import MetsValidator
from eark_validator.structure import StructureStatus, validate_package_structure
from lxml import etree

from chidao.archive.bundle import write_bundle
from chidao.archive.models import HandOver
from chidao.archive.package.checking import check_package
from chidao.archive.package.plan import PackagePlan
from chidao.archive.package.sources import package_plan, packed_dossier
from chidao.archive.package.writing import write_package
from chidao.archive.papers import index_of_dossiers, index_of_papers, list_of_dossiers, listing_paper, minutes_paper
from chidao.archive.queries import dossier_list, dossier_page, whole_dossiers
from chidao.cli.main import main
from chidao.documents.checking.checker import check_form
from chidao.documents.models import Document
from chidao.documents.pdf import pdf_document
from chidao.documents.word import word_document
from chidao.kernel.errors import BadInput, Conflict
from chidao.mandates.queries import Reader, reader_for
from tests.archive import stranger
from tests.archive.keeping import closed, dossier, keeping, paper
from tests.web.visiting import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]
NAME = re.compile(r"uuid-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")


@pytest.fixture
def visit(settings: Any) -> Visit:
    settings.CHIDAO_DEMO = True
    return keeping()


def reader(visit: Visit) -> Reader:
    return reader_for(visit.body["secretary"], visit.now)


def issued(visit: Visit) -> int:
    """Issue a plan here: it has no scan, so that the package holds it as it is composed."""
    made = visit.do("issue_document", "head", kind="KH", title="Kế hoạch năm 2020", text=("Mục tiêu.", "Tổ chức."))
    return int(made["document"])


def planned(visit: Visit, *dossiers: int) -> PackagePlan:
    found = whole_dossiers(reader(visit), dossiers)
    return package_plan(reader(visit), found, at=visit.now, receiver="Lưu trữ thử")


def test_a_package_is_valid_whole_and_the_same_again(visit: Visit, tmp_path: Path) -> None:
    with_lack = {"title": "Kế hoạch & công văn", "group": "plans"}
    first, second = closed(visit, paper(visit, 1)), dossier(visit, issued(visit), paper(visit, 2), **with_lack)
    plan = planned(visit, first, second)
    place, again = tmp_path / "one.zip", tmp_path / "two.zip"
    made = write_package(place, plan)
    write_package(again, planned(visit, first, second))
    assert place.read_bytes() == again.read_bytes()
    assert NAME.fullmatch(made.name)

    report = validate_package_structure(str(place))
    assert (report.status, report.errors) == (StructureStatus.WellFormed, [])
    assert [each.id for each in report.warnings] == []
    with zipfile.ZipFile(place) as archive:
        archive.extractall(tmp_path / "out")
    root = tmp_path / "out" / made.name
    for folder in (root, root / "representations" / "rep1"):
        validator = MetsValidator(str(folder))
        assert validator.validate_mets("METS.xml"), validator.validation_errors
        whole, issues = _manifest(validator, folder).check_integrity()
        assert whole, issues
    assert stranger.faults(place) == []
    assert check_package(place).faults == []
    _its_xml_says_what_it_holds(root, plan)


def test_a_byte_changed_a_file_missing_or_slipped_in_is_found(visit: Visit, tmp_path: Path) -> None:
    place = tmp_path / "good.zip"
    write_package(place, planned(visit, closed(visit, paper(visit, 1))))
    victim = next(name for name in _names(place) if "/data/" in name)
    cases: dict[str, Callable[[str, bytes], bytes | None]] = {
        "changed": lambda name, data: data[:-1] + b"!" if name == victim else data,
        "missing": lambda name, data: None if name == victim else data,
    }
    for said, change in cases.items():
        bad = _altered(place, tmp_path / f"{said}.zip", change)
        assert [each.path for each in check_package(bad).faults] == [victim.partition("/")[2]]
        assert stranger.faults(bad)
    slipped = _altered(place, tmp_path / "slipped.zip", lambda name, data: data)
    with zipfile.ZipFile(slipped, "a") as archive:
        archive.writestr(f"{victim.partition('/')[0]}/other.txt", "x")
    assert [each.path for each in check_package(slipped).faults] == ["other.txt"]
    (tmp_path / "none.zip").write_bytes(b"PK nothing")
    with pytest.raises(BadInput):
        check_package(tmp_path / "none.zip")
    flags = ["--body", "T1", "--as", "Thư ký", "--out", str(tmp_path / "made.zip")]
    key = dossier(visit, issued(visit))
    assert main(["archive", "package", str(key), *flags]) == 0
    assert main(["archive", "package", "999", *flags[:-1], str(tmp_path / "none")]) == 5
    assert main(["archive", "check", str(place), str(tmp_path / "made.zip")]) == 0
    assert main(["archive", "check", str(slipped)]) == 1


def test_the_hand_over_keeps_the_package_under_its_digest(visit: Visit) -> None:
    key = closed(visit, paper(visit, 1))
    visit.do("hand_over_dossiers", "secretary", dossiers=(key,), receiver="Lưu trữ thử")
    row = HandOver.objects.select_related("package").get()
    assert row.package
    kept = django_settings.CHIDAO_FILES / row.package.sha256[:2] / row.package.sha256
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == row.package.sha256
    assert kept.stat().st_size == row.package.size
    assert check_package(kept).faults == []
    left = [each.name for each in django_settings.CHIDAO_FILES.iterdir() if each.name.startswith(".package-")]
    assert left == []


def test_a_scan_that_rotted_stops_the_hand_over(visit: Visit) -> None:
    document = paper(visit, 77)
    key = closed(visit, document)
    scan = Document.objects.select_related("scan").get(pk=document).scan
    assert scan
    sha = scan.sha256
    kept = django_settings.CHIDAO_FILES / sha[:2] / sha
    whole = kept.read_bytes()
    try:
        kept.write_bytes(whole + b"rot")
        with pytest.raises(Conflict) as stopped:
            visit.do("hand_over_dossiers", "secretary", dossiers=(key,), receiver="Lưu trữ thử")
        assert [each.code for each in stopped.value.reasons] == ["file_changed"]
    finally:
        kept.write_bytes(whole)


def test_a_dossier_is_one_download_in_the_order_of_days(visit: Visit, tmp_path: Path) -> None:
    later, earlier = paper(visit, 2), paper(visit, 1, kind="QĐ", on=visit.now.date().replace(month=1))
    key = dossier(visit, later, earlier)
    place = tmp_path / "ho-so.zip"
    write_bundle(place, packed_dossier(reader(visit), whole_dossiers(reader(visit), [key])[0]))
    assert sorted(_names(place)) == ["001-01-qd-btn.pdf", "002-02-btn-vp.pdf", "muc-luc.xml"]
    with zipfile.ZipFile(place) as archive:
        index = etree.fromstring(archive.read("muc-luc.xml"))
    papers = index.findall("{*}paper")
    assert [(each.get("place"), each.get("number")) for each in papers] == [("1", "01/QĐ-BTN"), ("2", "02/BTN-VP")]


def test_the_lists_the_indexes_and_the_minutes_print_in_due_form(visit: Visit) -> None:
    key, today = closed(visit, paper(visit, 1), paper(visit, 2)), visit.now.date()
    visit.do("hand_over_dossiers", "secretary", dossiers=(key,), receiver="Lưu trữ thử")
    row = HandOver.objects.select_related("package").get()
    listings = [
        list_of_dossiers(2020, dossier_list(reader(visit), today)),
        index_of_dossiers(row.contents, "Năm 2020"),
        index_of_papers(dossier_page(reader(visit), key, today)),
    ]
    assert [len(each.columns) for each in listings] == [5, 7, 7]
    made = [*(listing_paper("T1", today, each) for each in listings), minutes_paper(row)]
    for each in made:
        assert pdf_document(each.paper, each.norm).startswith(b"%PDF-")
        word = word_document(each.paper, each.norm)
        report = check_form("x.docx", word, on=today)
        assert [(breach.says.vi, breach.found.vi, breach.wanted.vi) for breach in report.breaches] == []
    words = _words(word_document(made[-1].paper, made[-1].norm))
    for wanted in (
        "BIÊN BẢN GIAO NHẬN",
        "ĐẠI DIỆN BÊN GIAO",
        "ĐẠI DIỆN BÊN NHẬN",
        "01 hồ sơ, 02 tài liệu",
        row.package.sha256,
    ):
        assert wanted in words


def _its_xml_says_what_it_holds(root: Path, plan: PackagePlan) -> None:
    ead = etree.parse(root / "metadata" / "descriptive" / "EAD.xml")
    titles = [each.text for each in ead.iterfind(".//{*}c[@level='file']/{*}did/{*}unittitle")]
    assert titles == ["Công văn trao đổi", "Kế hoạch & công văn"]
    for link in ead.iterfind(".//{*}dao"):
        assert (root / link.get("{http://www.w3.org/1999/xlink}href")).is_file()
    inside = root / "representations" / "rep1"
    premis = etree.parse(inside / "metadata" / "preservation" / "PREMIS.xml")
    assert premis.getroot().get("version") == "3.0"
    assert len(premis.findall(".//{*}messageDigest")) == 3
    schema = etree.XMLSchema(etree.parse(root / "schemas" / "chidao-paper-1.xsd"))
    described = sorted((inside / "metadata" / "descriptive").rglob("*.xml"))
    assert len(described) == 3
    for each in described:
        schema.assertValid(etree.parse(each))
    assert plan.stamp.endswith("+07:00")
    assert plan.stamp in (root / "METS.xml").read_text()
    (composed,) = inside.glob("data/HS-2020-002/*kh-btn.pdf")
    assert b"pdfaid:part" in composed.read_bytes()


def _manifest(validator: Any, folder: Path) -> Any:
    """Return the validator's own manifest of what a METS.xml names."""
    return Manifest.from_file_items(str(folder), {each.path: each for each in validator.file_references})


def _altered(place: Path, to: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    with zipfile.ZipFile(place) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return to


def _names(place: Path) -> list[str]:
    with zipfile.ZipFile(place) as archive:
        return archive.namelist()


def _words(word: bytes) -> str:
    opened = docx.Document(io.BytesIO(word))
    cells = [each.text for table in opened.tables for row in table.rows for each in row.cells]
    return "\n".join([*(each.text for each in opened.paragraphs), *cells])
