"""Signing an issued document: the signer first, the agency after, on exactly the bytes that were issued."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import subprocess
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.conf import settings as django_settings
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from chidao.documents.acts import IssueDocument
from chidao.documents.acts.papers import VoidNumber
from chidao.documents.acts.sealing import KeepSignatureImage, SealDocument, SignDocument
from chidao.documents.files import open_file, store_file
from chidao.documents.models import Document, Signature
from chidao.documents.signatures.checking import find_signatures
from chidao.documents.signatures.found import against_signed
from chidao.documents.signatures.hands import signed_with_file, signed_with_token
from chidao.documents.signatures.keys import key_from_file
from chidao.documents.signatures.making import with_signature
from chidao.documents.signatures.papers import (
    AGENCY,
    SIGNER,
    Kind,
    agency_of_seal,
    attachment_look,
    file_to_sign,
    look_of,
)
from chidao.documents.signatures.trust import installed_trust
from chidao.documents.uploads import CheckedFile, check_upload
from chidao.kernel.days import VIET_NAM
from chidao.kernel.errors import BadInput, ChidaoError, Conflict, Refused
from tests.clauses.at_work import AtWork, at, founded
from tests.documents.signatures.authorities import PASSPHRASE, der
from tests.documents.signatures.conftest import PIN, Signing

pytestmark = [pytest.mark.django_db, pytest.mark.only("sqlite")]
WHEN: Final = at(2022, 6, 6)
REAL: Final = datetime(2026, 11, 22, 8, 30, 15, tzinfo=VIET_NAM)


@pytest.fixture
def th(settings: Any, tmp_path: Path) -> AtWork:
    settings.CHIDAO_FILES = tmp_path / "files"
    return founded("TH", at(2022, 6, 1), settings)


def issued(th: AtWork, by: str = "chair", kind: str = "KH") -> Document:
    given = IssueDocument(body="TH", kind=kind, title="Kế hoạch năm 2022", text=("Mục tiêu.", "Tổ chức thực hiện."))
    return Document.objects.get(pk=th.do(given, by, WHEN).outcome["document"])


def kept(data: bytes, name: str = "van-ban.pdf") -> CheckedFile:
    store_file(django_settings.CHIDAO_FILES, data)
    return check_upload(name, data)


def with_key(document: Document, kind: Kind, key: bytes, person: int = 0) -> bytes:
    return signed_with_file(document, kind, key, PASSPHRASE, person=person, trust=installed_trust(), at=REAL)


def codes(error: ChidaoError) -> list[str]:
    return [each.code for each in error.reasons]


def sign(th: AtWork, document: Document, pdf: bytes, by: str = "chair", way: str = "file") -> Signature:
    given = SignDocument(body="TH", document=document.pk, file=kept(pdf), way=way)
    return Signature.objects.get(pk=th.do(given, by, WHEN).outcome["signature"])


def seal(th: AtWork, document: Document, pdf: bytes, way: str = "file") -> Signature:
    given = SealDocument(body="TH", document=document.pk, file=kept(pdf), way=way)
    return Signature.objects.get(pk=th.do(given, "clerk", WHEN).outcome["signature"])


def seen_by_poppler(pdf: bytes, place: Path) -> str:
    if shutil.which("pdfsig") is None:
        pytest.skip("poppler's pdfsig is missing")
    place.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", str(place)], capture_output=True, text=True, check=False).stdout


def png(colour: tuple[int, int, int], width: int, height: int) -> bytes:
    """Return a picture: a bar of a colour over a ground that is seen through, 300 dots an inch."""
    clear, dot = b"\0\0\0\0", bytes((*colour, 255))
    rows = b"".join(b"\0" + (dot if height // 3 < row < 2 * height // 3 else clear) * width for row in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    dots = struct.pack(">IIB", 11811, 11811, 1)
    parts = (chunk(b"IHDR", head), chunk(b"pHYs", dots), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_the_signer_signs_then_the_agency_in_their_places_and_others_agree(
    th: AtWork, signing: Signing, settings: Any, tmp_path: Path
) -> None:
    settings.CHIDAO_SIGNING = signing.settings("B-LTA")
    chair, agency = th.by("chair", WHEN).person, th.agency("ubnd-tinh")
    blue, red = kept(png((20, 50, 160), 500, 200), "ky.png"), kept(png((200, 0, 0), 449, 449), "dau.png")
    th.do(KeepSignatureImage(body="TH", person=chair, image=blue), "clerk", WHEN)
    th.do(KeepSignatureImage(body="TH", agency=agency, image=red), "clerk", WHEN)
    document = issued(th)
    assert agency_of_seal(document.seal) == agency
    pdf = file_to_sign(document)
    with pytest.raises(Conflict) as early:
        seal(th, document, pdf)
    assert codes(early.value) == ["signer_first"]
    with pytest.raises(Refused):
        sign(th, document, pdf, by="vice-chair-ubnd")

    signature = look_of(document, pdf, SIGNER, "x", chair, REAL).place
    one = with_key(document, SIGNER, signing.person, chair)
    first = sign(th, document, one)
    assert (first.kind, first.level, first.trusted, first.way) == ("signer", "B-LTA", True, "file")
    assert first.subject == "Người giữ ghế trưởng ban"
    assert first.stamped_at is not None
    with pytest.raises(Conflict) as again:
        sign(th, document, one)
    assert codes(again.value) == ["signed_already"]

    over = look_of(document, one, AGENCY, "x", chair, REAL).place
    assert over.width == pytest.approx(449 / 300 * 72, abs=0.5)  # its real size
    assert over.left + over.width == pytest.approx(signature.left + signature.width / 3, abs=1.5)
    two = with_key(document, AGENCY, signing.agency)
    assert two.startswith(one)
    second = seal(th, document, two)
    assert (second.ordinal, second.kind, second.as_says) == (2, "agency", "UBND tỉnh Thanh Hóa")
    document.refresh_from_db()
    assert document.scan == second.file
    with open_file(settings.CHIDAO_FILES, second.file.sha256) as file:
        assert file.read() == two
    assert seen_by_poppler(two, tmp_path / "signed.pdf").count("Signature is Valid") == 2
    facts = subprocess.run(["pdfinfo", str(tmp_path / "signed.pdf")], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged: +yes", facts)
    assert re.search(r"PDF version: +1\.7", facts)  # no PDF/A-2 else


def test_one_byte_changed_is_refused(th: AtWork, signing: Signing, settings: Any, tmp_path: Path) -> None:
    settings.CHIDAO_SIGNING = signing.settings()
    document = issued(th)
    whole, before = with_key(document, SIGNER, signing.person), file_to_sign(document)
    for place, code in ((len(before) // 2, "other_file"), (whole.rindex(b"NguoiKy") + 1, "altered")):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(BadInput) as wrong:
            sign(th, document, bytes(changed))
        assert codes(wrong.value) == [code]
        assert "is Valid" not in seen_by_poppler(bytes(changed), tmp_path / "changed.pdf")
    assert not Signature.objects.exists()
    unsigned = find_signatures(before, installed_trust(), len(before))
    assert [each.code for each in against_signed(unsigned, 0)] == ["one_signature"]


def test_what_is_drawn_over_the_paper_before_signing_is_refused(th: AtWork, signing: Signing, settings: Any) -> None:
    settings.CHIDAO_SIGNING = signing.settings()
    document, trust = issued(th), installed_trust()
    before = file_to_sign(document)
    writer = IncrementalPdfFileWriter(io.BytesIO(before))
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 300 300 re f")))
    painted = io.BytesIO()
    writer.write(painted)
    pdf, key = painted.getvalue(), key_from_file(signing.person, PASSPHRASE, trust)
    forged = with_signature(pdf, key, look_of(document, pdf, SIGNER, "x", 0, REAL), trust, REAL)
    found = find_signatures(forged, trust, len(before))
    assert found.signatures[0].holds  # the signature itself is a good one, but of another paper
    assert [each.code for each in against_signed(found, 0)] == ["altered"]


def test_a_void_number_is_not_signed(th: AtWork, signing: Signing) -> None:
    document = issued(th)
    pdf = file_to_sign(document)
    th.do(VoidNumber(body="TH", document=document.pk, reason="Nhầm"), "clerk", WHEN)
    with pytest.raises(Conflict) as voided:
        sign(th, document, pdf)
    assert codes(voided.value) == ["voided"]


def test_an_expired_key_and_a_wrong_passphrase_do_not_sign(th: AtWork, signing: Signing, settings: Any) -> None:
    settings.CHIDAO_SIGNING = ""
    document = issued(th)
    old = signing.authority.key_file("Người cũ", last=datetime(2024, 1, 1, tzinfo=VIET_NAM))
    with pytest.raises(BadInput) as expired:
        with_key(document, SIGNER, old)
    assert codes(expired.value) == ["certificate_expired"]
    with pytest.raises(BadInput) as wrong:
        signed_with_file(document, SIGNER, signing.person, "sai", person=0, trust=installed_trust(), at=REAL)
    assert codes(wrong.value) == ["key_not_opened"]


def test_without_its_time_stamp_nothing_is_signed(th: AtWork, signing: Signing, settings: Any) -> None:
    settings.CHIDAO_SIGNING = signing.settings("B-T", url="http://127.0.0.1:9/")
    document = issued(th)
    with pytest.raises(Conflict) as silent:
        with_key(document, SIGNER, signing.person)
    assert codes(silent.value) == ["no_time_stamp"]


def test_a_key_in_a_token_signs(th: AtWork, signing: Signing, settings: Any, token: Path) -> None:
    slot = pkcs11.lib(str(token)).get_token(token_label="chidao")
    with slot.open(rw=True, user_pin=PIN) as session:
        curve = session.create_domain_parameters(
            pkcs11.KeyType.EC, {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}, local=True
        )
        public, _ = curve.generate_keypair(store=True, label="dau")
        key = load_der_public_key(encode_ec_public_key(public))
        certificate = signing.authority.certify("UBND tỉnh Thanh Hóa", cast("Any", _Public(key)))
        session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: "dau",
                pkcs11.Attribute.VALUE: der(certificate),
                pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                pkcs11.Attribute.ID: b"\x01",
            }
        )
    told = {"module": str(token), "token": "chidao", "key": "dau", "pin_env": "CHIDAO_TEST_PIN", "raw": True}
    settings.CHIDAO_SIGNING = signing.settings("B-T", tokens=[{**told, "seal": "UBND tỉnh Thanh Hóa"}])
    document, trust = issued(th), installed_trust()
    held = trust.token_of_seal(document.seal)
    assert held is not None
    made = signed_with_token(document, SIGNER, held, person=0, trust=trust, at=REAL)
    row = sign(th, document, made, way="token")
    assert (row.subject, row.level, row.trusted) == ("UBND tỉnh Thanh Hóa", "B-T", True)
    os.environ["CHIDAO_TEST_PIN"] = "0000"
    with pytest.raises(Conflict) as silent:
        signed_with_token(document, AGENCY, held, person=0, trust=trust, at=REAL)
    os.environ["CHIDAO_TEST_PIN"] = PIN
    assert codes(silent.value) == ["token_silent"]


class _Public:
    def __init__(self, key: Any) -> None:
        self.key = key

    def public_key(self) -> Any:
        return self.key


def test_an_attachment_bears_number_and_time_at_its_top_right(
    th: AtWork, signing: Signing, settings: Any, tmp_path: Path
) -> None:
    settings.CHIDAO_SIGNING = signing.settings()
    document, trust = issued(th), installed_trust()
    pdf = file_to_sign(document)  # any paper in a file of its own
    look = attachment_look(pdf, document.label, REAL)
    made = with_signature(pdf, key_from_file(signing.agency, PASSPHRASE, trust), look, trust, REAL)
    found = find_signatures(made, trust, len(pdf)).signatures[-1]
    assert (found.page, found.holds) == (1, True)
    assert found.rect[2] > 500  # of 595 points
    assert found.rect[1] > 780  # of 842 points
    (tmp_path / "a.pdf").write_bytes(made)
    told = ["pdftotext", str(tmp_path / "a.pdf"), "-"]
    words = subprocess.run(told, capture_output=True, text=True, check=True)
    assert "2026-11-22T08:30:15+07:00" in words.stdout
    assert words.stdout.count(document.label) == 2


def test_a_picture_with_a_white_ground_is_not_kept(th: AtWork) -> None:
    opaque = bytearray(png((0, 0, 200), 30, 30))
    opaque[25] = 2
    given = KeepSignatureImage(body="TH", person=th.by("chair", WHEN).person, image=kept(bytes(opaque), "ky.png"))
    with pytest.raises(BadInput) as wrong:
        th.do(given, "clerk", WHEN)
    assert codes(wrong.value) == ["not_transparent"]
