"""The national format: what is written is read back whole; variants are read the same; hostile files are refused."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from chidao.documents.uploads import check_upload
from chidao.exchange.edxml.model import NAMESPACE, AnyMessage, DocumentMessage, Header, Organ
from chidao.exchange.edxml.parsing import NotTaken, taken_apart
from chidao.exchange.edxml.reading import built, read_message
from chidao.exchange.edxml.signing import key_of, signed_message
from chidao.exchange.edxml.writing import packed, write_message
from chidao.exchange.rules import (
    Held,
    against_code,
    against_status_code,
    is_older_code,
    is_organ_code,
    next_codes,
)
from chidao.kernel.errors import BadInput
from tests.exchange.messages import DOCUMENTS, STATUSES, sample


def back(data: bytes) -> AnyMessage:
    return built(taken_apart(data)).message


@settings(max_examples=40, deadline=None)
@given(st.one_of(DOCUMENTS, STATUSES))
def test_every_field_survives_being_written_and_read(message: AnyMessage) -> None:
    read = built(taken_apart(write_message(message)))
    assert read.message == message
    assert [each for each in read.faults if each.code != "no_files"] == []


def test_what_is_written_is_in_the_order_of_the_format() -> None:
    root = etree.fromstring(write_message(sample()))
    header = root.find(f".//{{{NAMESPACE}}}MessageHeader")
    names = list(dict.fromkeys(etree.QName(each).localname for each in header))
    assert names == [
        "From", "To", "DocumentId", "Code", "PromulgationInfo", "DocumentType", "Subject", "SignerInfo", "OtherInfo",
        "SteeringType", "ToPlaces",
    ]  # fmt: skip
    assert header.findtext(f"{{{NAMESPACE}}}PromulgationInfo/{{{NAMESPACE}}}PromulgationDate") == "2020/03/25"
    assert root.find(f".//{{{NAMESPACE}}}TraceHeaderList/{{{NAMESPACE}}}Bussiness") is not None
    encoded = root.findtext(f".//{{{NAMESPACE}}}ContentTransferEncoded")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(encoded))) as held:
        assert held.read("05-TB-BCĐ.pdf") == b"%PDF-1.4\n"


def test_the_same_message_makes_the_same_bytes() -> None:
    assert write_message(sample()) == write_message(sample())


VARIANTS: Final[dict[str, Callable[[str], str]]] = {
    "another namespace": lambda words: words.replace(NAMESPACE, "http://www.go.vn/eDoc"),
    "prefixes": lambda words: re.sub(r"<(/?)(?!\?|e:)([A-Za-z])", r"<\1e:\2", words).replace("xmlns=", "xmlns:e="),
    "right spelling": lambda words: words.replace("Bussiness", "Business"),
    "other dates": lambda words: re.sub(r">(\d{4})/(\d\d)/(\d\d)<", r">\3/\2/\1<", words),
    "dates with dashes": lambda words: re.sub(r">(\d{4})/(\d\d)/(\d\d)( [\d:]+)?<", r">\1-\2-\3\4<", words),
    "not zipped": lambda words: re.sub(
        r"(<ContentTransferEncoded>)[^<]+", rf"\g<1>{base64.b64encode(b'%PDF-1.4' + bytes([10])).decode()}", words
    ),
    "lines in base64": lambda words: re.sub(r"(<ContentTransferEncoded>)([^<]{20})", r"\1\n  \2\n  ", words),
    "cid before ids": lambda words: words.replace("<ContentId>", "<ContentId>cid:"),
    "other order": lambda words: re.sub(
        r"(<From>.*?</From>)(.*?)(<Subject>.*?</Subject>)", r"\3\2\1", words, flags=re.DOTALL
    ),
    "a soap envelope": lambda words: words.replace("<edXML ", "<Envelope ").replace("</edXML>", "</Envelope>"),
    "comments": lambda words: words.replace("<Subject>", "<!-- <Subject>không phải</Subject> --><Subject>"),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_variants_are_read_the_same(variant: str) -> None:
    words = write_message(sample()).decode()
    changed = VARIANTS[variant](words)
    assert changed != words
    assert back(changed.encode()) == sample()
    assert back(changed.removeprefix("<?xml version='1.0' encoding='UTF-8'?>").encode("utf-16")) == sample()


def test_missing_parts_are_told_and_the_rest_is_read() -> None:
    bare = (
        '<EdXMLEnvelope xmlns="http://www.go.vn/eDoc"><MessageHeader><From><OrganId>000.00.00.H41</OrganId></From>'
        "<Code>12/UBND-VP</Code><PromulgationInfo><PromulgationDate>2026-05-20</PromulgationDate></PromulgationInfo>"
        "<DocumentType>Công văn</DocumentType><SignerInfo><Signer>Người ký</Signer></SignerInfo><DueDate>mai</DueDate>"
        "</MessageHeader></EdXMLEnvelope>"
    )
    read = built(taken_apart(bare.encode()))
    assert isinstance(read.message, DocumentMessage)
    header = read.message.header
    assert header.document_id == "000.00.00.H41,2026/05/20,12/UBND-VP"
    assert (header.code.label, header.document_type.name, header.signer.full_name) == (
        "12/UBND-VP", "Công văn", "Người ký",
    )  # fmt: skip
    assert {"other_namespace", "unreadable_value", "no_files", "missing"} <= {each.code for each in read.faults}


def with_file(data: bytes, name: str = "a.pdf") -> bytes:
    """Return the sample's file with another attachment put in as it is."""
    encoded = base64.b64encode(data).decode()
    words = write_message(sample()).decode()
    words = re.sub(r"(<ContentTransferEncoded>)[^<]*", lambda found: found[1] + encoded, words)
    return words.replace("05-TB-BCĐ.pdf", name).encode()


def bomb() -> bytes:
    return packed("a.pdf", bytes(30 * 1024 * 1024))


HOSTILE: Final = {
    "entities": (b'<!DOCTYPE a [<!ENTITY b "c">]><edXML>&b;</edXML>', "xml_declares_entities"),
    "a late declaration": (b"<?xml version='1.0'?><!--x--><!DOCTYPE a><a/>", "xml_declares_entities"),
    "another coding": ("<a>đ</a>".encode("cp1258", errors="replace") + b"\xff", "other_coding"),
    "not closed": (b"<edXML><a></edXML>", "xml_broken"),
    "too deep": (b"<a>" * 60 + b"</a>" * 60, "file_too_heavy"),
    "too many": (b"<a>" + b"<b/>" * 30_000 + b"</a>", "file_too_heavy"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused(case: str) -> None:
    data, code = HOSTILE[case]
    with pytest.raises(NotTaken) as refused:
        taken_apart(data)
    assert refused.value.code == code


def test_zip_bombs_and_paths_in_names_refuse_the_whole() -> None:
    for data in (with_file(bomb()), with_file(b"%PDF-", "../a.pdf"), with_file(packed("x/../../a.pdf", b"%PDF-"))):
        with pytest.raises(NotTaken) as refused:
            taken_apart(data)
        assert refused.value.code in {"unpacks_too_large", "name_with_path"}
    damaged = built(taken_apart(with_file(b"PK\x03\x04 hong")))
    assert "attachment_damaged" in {each.code for each in damaged.faults}


def test_it_is_read_apart_and_its_signature_told() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Văn phòng thử")])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(now).not_valid_after(now + timedelta(days=20_000))
    held = pkcs12.serialize_key_and_certificates(
        b"van phong", key, made.sign(key, hashes.SHA256()), None, BestAvailableEncryption(b"mo ra")
    )
    signed = signed_message(write_message(sample()), key_of(held, "mo ra"))
    read = read_message(signed)
    assert (read.message, read.seal.state, read.seal.subject) == (sample(), "valid", "Văn phòng thử")
    changed = signed.replace("Kết luận".encode(), "Kết luân".encode())
    assert read_message(changed).seal.state == "invalid"
    with pytest.raises(BadInput):
        key_of(held, "khac")
    with pytest.raises(BadInput) as refused:
        read_message(b"<a/>")
    assert refused.value.reasons[0].code == "not_edxml"


def test_a_message_that_lacks_what_it_must_say_is_not_written() -> None:
    with pytest.raises(BadInput) as refused:
        write_message(DocumentMessage(header=Header(sender=Organ(organ_id="hai phong"))))
    fields = {each.field for each in refused.value.reasons}
    assert {"From/OrganId", "From/OrganName", "To", "DocumentId", "Subject", "CodeNumber", "TraceHeader"} <= fields


def test_the_upload_of_a_message_is_checked_from_outside() -> None:
    assert check_upload("goi.edxml", b"\xef\xbb\xbf<?xml version='1.0'?><a/>").media_type == "application/xml"
    for data in (b"%PDF-1.4", b"<!DOCTYPE a><a/>", "<!DOCTYPE a><a/>".encode("utf-16")):
        with pytest.raises(BadInput):
            check_upload("goi.edxml", data)
    with pytest.raises(BadInput):
        check_upload("goi.xml", b"<a/>")


def test_codes_are_of_one_of_two_forms() -> None:
    assert all(map(is_organ_code, ("H24", "H24.05", "G01.H41.0A1")))
    assert not any(map(is_organ_code, ("Z24", "H2", "H24.", "h24", "H24.5-1", "H24." + "A" * 40)))
    assert is_older_code("000.00.05.H24")
    assert not is_older_code("H24.05.00.000")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10) | st.none()), max_size=6))
def test_periods_of_one_owner_never_overlap(spans: list[tuple[int, int | None]]) -> None:
    held: list[Held] = []
    day = date(2020, 1, 1)
    for begins, lasts in spans:
        start = day + timedelta(days=begins)
        until = start + timedelta(days=lasts) if lasts else None
        new = Held(owner="A", key=1, code="H24", effective_from=start, effective_until=until)
        if not list(against_code(new, held)):
            held.append(new)
    taken = sorted(held, key=lambda each: each.effective_from)
    for one, other in pairwise(taken):
        assert one.effective_until is not None
        assert one.effective_until <= other.effective_from


@given(st.sampled_from(["document", "replace", "recall", "update"]), st.lists(st.integers(0, 5), max_size=12))
def test_statuses_only_go_forward_and_an_answer_is_given_once(kind: str, picks: list[int]) -> None:
    said: list[str] = []
    for pick in picks:
        allowed = next_codes(kind, said)
        if not allowed:
            break
        code = allowed[pick % len(allowed)]
        assert not list(against_status_code(kind, said, code, "x"))
        said.append(code)
    ladder = [each for each in said if each in {"01", "03", "04", "05", "06"}]
    assert ladder == sorted(set(ladder))
    assert len([each for each in said if each in {"15", "16"}]) <= 1
    assert all(list(against_status_code(kind, said, each, "x")) for each in set(said))
