"""One authority for all tests of a module, one server that stamps time, and the settings of an installation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography import x509

from tests.documents.signatures.authorities import Authority, make_token, pem, softhsm, time_stamps
from tests.fixtures.environment import in_ci

PIN = "1234"
NO_TOKEN = "No software token here: install Debian's package softhsm2."


@dataclass
class Signing:
    """What signing needs: an authority, the address of the time stamps, a folder of settings."""

    authority: Authority
    url: str
    folder: Path
    person: bytes
    agency: bytes

    def settings(self, level: str = "B-B", *, url: str | None = None, **more: Any) -> str:
        """Write settings of an installation that trusts the authority, and return where they stand."""
        told = {"roots": ["root.pem"], "crls": ["list.crl"], "level": level, **more}
        if level != "B-B":
            told["time_stamp"] = {"url": url or self.url, "timeout": 5}
        place = self.folder / f"{abs(hash((level, url, str(more))))}.yaml"
        place.write_text(yaml.safe_dump(told, allow_unicode=True))
        return str(place)


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signing]:
    folder, authority = tmp_path_factory.mktemp("signing"), Authority()
    (folder / "root.pem").write_bytes(pem(authority.root))
    (folder / "list.crl").write_bytes(authority.crl())
    person, agency = authority.key_file("Người giữ ghế trưởng ban"), authority.key_file("UBND tỉnh Thanh Hóa")
    with time_stamps(authority) as url:
        yield Signing(authority=authority, url=url, folder=folder, person=person, agency=agency)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A software token of its own, its PIN in the environment; gives the module of the token."""
    module = softhsm()
    if module is None:
        if in_ci():
            pytest.fail(NO_TOKEN)
        pytest.skip(NO_TOKEN)
    told = make_token(tmp_path_factory.mktemp("token"), module, label="chidao", pin=PIN)
    before = {name: os.environ.get(name) for name in ("SOFTHSM2_CONF", "CHIDAO_TEST_PIN")}
    os.environ |= {"SOFTHSM2_CONF": str(told), "CHIDAO_TEST_PIN": PIN}
    yield module
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)


def number_of(certificate: x509.Certificate) -> str:
    """Return a serial number as it is kept."""
    return f"{certificate.serial_number:x}"
