"""Whom the installation trusts, who stamps time for it, which tokens it holds: the file that CHIDAO_SIGNING names.

The file is YAML (docs/signing.md). Paths in it are taken from its own folder. No secret stands in it: the PIN of a
token is in the variable of the environment that it names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

import yaml
from asn1crypto import pem
from django.conf import settings

from chidao.kernel.errors import Conflict, Reason
from chidao.kernel.vietnamese import same_words
from chidao.kernel.wording import Text

Level = Literal["B-B", "B-T", "B-LT", "B-LTA"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""The levels of ETSI EN 319 142-1: the signature alone, with its time, with what it is checked by, for archiving."""
USAGES: Final = frozenset({"digital_signature", "non_repudiation"})
"""What a certificate must be made for, one of the two, to sign documents."""
TIMEOUT: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A key in a PKCS#11 token: whose it is (a seal, or the account of a person), and where it lies.

    `raw`: the program makes the digest, for tokens that only sign what is digested already.
    """

    title: str
    module: str
    token: str
    key: str
    certificate: str
    pin_env: str
    seal: str = ""
    account: str = ""
    raw: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What signatures are made and judged by. Certificates and revocation lists are DER.

    `fetch` lets the program ask the addresses in certificates for revocation while it signs.
    """

    roots: tuple[bytes, ...] = ()
    others: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    fetch: bool = False
    time_stamp: str = ""
    timeout: float = TIMEOUT
    level: Level = "B-B"
    tokens: tuple[Token, ...] = ()

    def token_of_seal(self, seal: str) -> Token | None:
        """Return the token that holds the key of a seal."""
        return next((each for each in self.tokens if seal and each.seal and same_words(each.seal, seal)), None)

    def token_of_account(self, username: str) -> Token | None:
        """Return the token that holds the key of a person, by their sign-in name."""
        return next((each for each in self.tokens if each.account and each.account == username), None)


def installed_trust() -> Trust:
    """Return what the installation is set to; nothing is trusted where nothing is set. Raises Conflict (settings)."""
    named = str(settings.CHIDAO_SIGNING)
    if not named:
        return Trust()
    try:
        place = Path(named)
        return _read(place, place.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        says = _NOT_READ.filled(error=str(error)[:200])
        raise Conflict(Reason(code="signing_settings", says=says, remedy=_SEE_DOCS)) from error


@lru_cache(maxsize=4)
def _read(place: Path, changed: int) -> Trust:
    told: Mapping[str, Any] = yaml.safe_load(place.read_text(encoding="utf-8")) or {}
    stamp: Mapping[str, Any] = told.get("time_stamp") or {}
    url = str(stamp.get("url", ""))
    return Trust(
        roots=tuple(_ders(place.parent, told.get("roots") or ())),
        others=tuple(_ders(place.parent, told.get("others") or ())),
        crls=tuple(_ders(place.parent, told.get("crls") or ())),
        fetch=bool(told.get("fetch", False)),
        time_stamp=url,
        timeout=float(stamp.get("timeout", TIMEOUT)),
        level=_level(told.get("level") or ("B-T" if url else "B-B"), url),
        tokens=tuple(_token(each) for each in told.get("tokens") or ()),
    )


def _level(said: str, url: str) -> Level:
    level = next((each for each in LEVELS if each == said), None)
    if level is None:
        raise ValueError(f"level: {said}")
    if level != "B-B" and not url:
        raise ValueError(f"level {level} needs time_stamp.url")
    return level


def _token(told: Mapping[str, Any]) -> Token:
    whose = {name: str(told.get(name, "")) for name in ("seal", "account")}
    if bool(whose["seal"]) == bool(whose["account"]):
        raise ValueError("a token names a seal or an account")
    return Token(
        title=str(told.get("title") or whose["seal"] or whose["account"]),
        module=str(told["module"]),
        token=str(told["token"]),
        key=str(told["key"]),
        certificate=str(told.get("certificate") or told["key"]),
        pin_env=str(told["pin_env"]),
        raw=bool(told.get("raw", False)),
        **whose,
    )


def _ders(folder: Path, names: Iterable[str]) -> Iterable[bytes]:
    for name in names:
        data = (folder / name).read_bytes()
        if pem.detect(data):
            yield from (der for _, _, der in pem.unarmor(data, multiple=True))
        else:
            yield data


def pin_of(token: Token) -> str:
    """Return the PIN of a token. Raises Conflict where the environment does not have it."""
    pin = os.environ.get(token.pin_env, "")
    if not pin:
        raise Conflict(Reason(code="no_pin", says=_NO_PIN.filled(title=token.title, name=token.pin_env)))
    return pin


_NOT_READ: Final = Text(
    "Tệp cấu hình ký số không đọc được: {error}", "The settings of digital signing cannot be read: {error}"
)
_SEE_DOCS: Final = Text(
    "Sửa tệp mà CHIDAO_SIGNING chỉ tới; mẫu ở docs/signing.md.",
    "Correct the file that CHIDAO_SIGNING names; docs/signing.md has an example.",
)
_NO_PIN: Final = Text(
    "Chưa có mã PIN của thiết bị “{title}”: biến môi trường {name} trống.",
    "The PIN of the token “{title}” is missing: the variable {name} is empty.",
)
