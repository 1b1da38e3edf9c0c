"""The block by which anybody verifies a copy: a QR code that leads to the page of verification, the code, few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import segno
from django.conf import settings

from chidao.documents.codes import LENGTH

HOME: Final = "http://localhost:8000"
"""Where an installation that answers to no name of its own is reached: from its own machine."""
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver", "*"})


@dataclass(frozen=True, slots=True)
class Check:
    """What a verification block shows: the address in the QR code, the code in letters, a note under it or ""."""

    address: str
    code: str
    note: str = ""

    def svg(self) -> str:
        """Return the QR code."""
        return qr_svg(self.address)

    def lines(self) -> tuple[str, ...]:
        """Return the words beside the QR code."""
        told = ("Bản công khai. Quét mã hoặc nhập mã xác thực để đối chiếu.", f"Mã xác thực: {grouped(self.code)}")
        return (*told, self.note) if self.note else told


def qr_svg(address: str) -> str:
    """Return an address as a QR code (ISO/IEC 18004, level M): an SVG in black on white with its quiet zone."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=4, light="#fff", dark="#000")
    return str(drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def site_address() -> str:
    """Return under which address the installation is reached from outside, as its settings say."""
    names = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host not in _LOOPBACK]
    scheme = "http" if settings.CHIDAO_DEMO else "https"
    return f"{scheme}://{names[0]}" if names else HOME


def verify_path(code: str) -> str:
    """Return the path of the page that verifies a code."""
    return f"/verify/{code}/"


def grouped(code: str) -> str:
    """Return a code as people read it out: "ABCD-EFGH-IJKL-MNOP"."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def code_typed(words: str) -> str | None:
    """Return the code that somebody typed, whatever its capitals, spaces and hyphens; None for what is none."""
    plain = "".join(sign for sign in words.upper() if sign.isalnum())
    is_code = len(plain) == LENGTH and all(sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" for sign in plain)
    return plain if is_code else None
