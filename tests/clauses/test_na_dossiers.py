"""Nghệ An: the working group keeps the committee's records and papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from chidao.archive.acts import CloseDossier, FileInDossier, HandOverDossiers, OpenDossier
from chidao.archive.models import HandOver
from chidao.archive.package.checking import check_package
from chidao.archive.proposing import proposals
from chidao.documents.acts.papers import EnterOutsideDocument
from chidao.documents.files import store_file
from chidao.documents.uploads import check_upload
from chidao.kernel.errors import Conflict, Refused
from tests.clauses.at_work import CLERK, AtWork, at, chip, founded, refused

pytestmark = pytest.mark.django_db
DAY = at(2022, 6, 6)
SCAN = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def na(settings: Any) -> AtWork:
    return founded("NA", at(2022, 6, 1), settings)


def entered(na: AtWork, kind: str, symbol: str) -> str:
    """Enter a paper of the committee with its scan, by the desk; return how it is named as a piece."""
    store_file(django_settings.CHIDAO_FILES, SCAN)
    given = EnterOutsideDocument(
        body="NA", kind=kind, number=5, symbol=symbol, dated_on=date(2022, 3, 1), title="Việc năm 2022",
        scan=check_upload("ban ky.pdf", SCAN),
    )  # fmt: skip
    return f"document:{na.do(given, CLERK, DAY).outcome['document']}"


@pytest.mark.clause("NA-11")
def test_the_group_keeps_the_committees_papers_in_dossiers_until_the_archive_has_them(na: AtWork) -> None:
    decision, letter = entered(na, "QĐ", "QĐ-BCĐCĐS"), entered(na, "CV", "BCĐCĐS-TCT")
    assert proposals(na.reader("group-lead", DAY), 2022).loose == 2
    assert 'value="document:' in na.page("dossiers/proposals/?year=2022", "group-lead")
    given = OpenDossier(body="NA", title="Quyết định năm 2022", about="names", group="decisions", pieces=(decision,))
    assert refused(na, given, "chair", DAY, Refused) != {"NA-11"}
    made = na.do(given, "group-lead", DAY)
    assert made.basis["clause"] == "NA-11"
    key = int(str(made.outcome["dossier"]))
    na.do(FileInDossier(body="NA", dossier=key, pieces=(letter,)), "group-deputy-1", DAY)
    hand = HandOverDossiers(body="NA", dossiers=(key,), receiver="Lưu trữ thử")
    refused(na, hand, "group-lead", DAY, Conflict)
    na.do(CloseDossier(body="NA", dossier=key), "group-lead", DAY)
    page = na.page(f"dossiers/{key}/", "group-lead")
    assert "Vĩnh viễn" in page
    assert "05/QĐ-BCĐCĐS" in page
    assert chip("NA-11") in na.page("dossiers/", "group-lead")
    assert na.do(hand, "group-lead", DAY).basis["clause"] == "NA-11"
    package = HandOver.objects.select_related("package").get().package
    assert check_package(Path(django_settings.CHIDAO_FILES) / package.sha256[:2] / package.sha256).faults == []
    assert "01/2022" in na.page("dossiers/handovers/", "group-lead")
