"""Authorities of our own, for tests: one that certifies, one that stamps time over real HTTP, and a software token."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from chidao.kernel.days import VIET_NAM

FIRST: Final = datetime(2020, 1, 1, tzinfo=VIET_NAM)
LAST: Final = datetime(2046, 1, 1, tzinfo=VIET_NAM)
PASSPHRASE: Final = "mật khẩu của tệp khóa"
SOFTHSM: Final = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/local/lib/softhsm/libsofthsm2.so"),
)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass
class Authority:
    """A root that certifies keys, and its list of revoked ones."""

    name: str = "Tổ chức chứng thực dùng để thử"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        self.root = self._certificate(self.name, self.key, is_root=True)

    def certify(self, name: str, key: Key, *, last: datetime = LAST, stamps: bool = False) -> x509.Certificate:
        """Certify the key of somebody: to sign documents, or to stamp time."""
        return self._certificate(name, key, last=last, stamps=stamps)

    def key_file(self, name: str, *, last: datetime = LAST, passphrase: str = PASSPHRASE) -> bytes:
        """Return a new certified key as a PKCS#12 file."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self.certify(name, key, last=last)
        sealed = serialization.BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, [self.root], sealed)

    def crl(self, *revoked: x509.Certificate) -> bytes:
        """Return the list of revoked certificates, as DER."""
        made = x509.CertificateRevocationListBuilder().issuer_name(self.root.subject)
        made = made.last_update(FIRST).next_update(LAST)
        for each in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(each.serial_number).revocation_date(FIRST).build()
            made = made.add_revoked_certificate(entry)
        number = made.add_extension(x509.CRLNumber(1), critical=False)
        return number.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _certificate(
        self, name: str, key: Key, *, last: datetime = LAST, stamps: bool = False, is_root: bool = False
    ) -> x509.Certificate:
        made = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(FIRST)
            .not_valid_after(last)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(_usage(is_root), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        if stamps:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return made.sign(self.key, hashes.SHA256())


def pem(certificate: x509.Certificate) -> bytes:
    """Return a certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def der(certificate: x509.Certificate) -> bytes:
    """Return a certificate as DER."""
    return certificate.public_bytes(serialization.Encoding.DER)


@contextmanager
def time_stamps(authority: Authority) -> Iterator[str]:
    """Stamp time over HTTP on the loopback (RFC 3161, section 3.4); give its address."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = asn1_x509.Certificate.load(der(authority.certify("Dấu thời gian", key, stamps=True)))
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    stamper = DummyTimeStamper(certificate, asn1_keys.PrivateKeyInfo.load(plain))

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            said = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def softhsm() -> Path | None:
    """Return the module of the software token, where the machine has it."""
    return next((each for each in SOFTHSM if each.exists()), None)


def make_token(home: Path, module: Path, *, label: str, pin: str) -> Path:
    """Make a token of its own in a folder; return the settings that SOFTHSM2_CONF has to name."""
    (home / "tokens").mkdir()
    told = home / "softhsm2.conf"
    told.write_text(f"directories.tokendir = {home / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "87654321"],
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "SOFTHSM2_CONF": str(told)},
        check=True,
        capture_output=True,
    )
    return told


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root, content_commitment=not is_root, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=is_root, crl_sign=is_root, encipher_only=False, decipher_only=False,
    )  # fmt: skip
