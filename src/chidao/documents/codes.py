"""The code by which anybody may ask whether a copy of a document is authentic: short, and not to be guessed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Final

from django.conf import settings

LENGTH: Final = 16
"""Letters and digits of a code: 80 bits, which nobody finds by trying."""


def document_code(body: str, kind: str, symbol: str, year: int, number: int) -> str:
    """Return the code of a numbered document, made of its number and the installation's key.

    It is kept with the document, so that it stays when the key is changed.
    """
    told = f"{body}\n{kind}\n{symbol}\n{year}\n{number}".encode()
    sealed = hmac.new(settings.SECRET_KEY.encode(), b"document code\n" + told, hashlib.sha256).digest()
    return base64.b32encode(sealed).decode()[:LENGTH]
