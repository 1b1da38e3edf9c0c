"""What is found of the signatures of a file, and what of it stands against taking the file (PURE)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from chidao.kernel.errors import Reason
from chidao.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFound:
    """One signature of a file, as its certificate and the file say.

    `intact`: the bytes are those that were signed, and the signature is the key's. `covers`: file, revision (something
    was added after it), less (part of the file is not signed). `changed` says that what was added after it alters the
    paper itself. `stamped_at` is the time of a time stamp; `trusted` whether the certificate leads to a root that the
    installation trusts and is not known to be revoked; `timely` whether it was valid when it signed.
    """

    field: str
    page: int
    rect: tuple[float, float, float, float]
    subject: str
    issuer: str
    serial: str
    fingerprint: str
    level: str
    intact: bool
    covers: str
    changed: bool
    trusted: bool
    timely: bool
    signed_at: datetime | None
    stamped_at: datetime | None

    @property
    def holds(self) -> bool:
        """Return whether the paper is the one that was signed."""
        return self.intact and self.covers != "less" and not self.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFound:
    """What a file says of its signatures, in order; `problem` is why it could not be read ("" where it could).

    `altered`: between the bytes it goes on from and its signatures, the paper itself was changed.
    """

    signatures: tuple[SignatureFound, ...] = ()
    altered: bool = False
    problem: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, instants as ISO 8601."""
        return {**asdict(self), "signatures": [_as_data(each) for each in self.signatures]}


def found_from(data: Mapping[str, Any]) -> FileFound:
    """Return what `as_data` wrote."""
    return FileFound(
        signatures=tuple(_from_data(each) for each in data["signatures"]),
        altered=bool(data["altered"]),
        problem=str(data["problem"]),
    )


def against_signed(found: FileFound, before: int) -> Iterator[Reason]:
    """Yield what stands against taking a file as the one that had `before` signatures, with one more."""
    if found.problem:
        yield _reason("not_read", _NOT_READ)
        return
    new = len(found.signatures) - before
    if new != 1:
        yield _reason("one_signature", _ONE.filled(count=new), _SIGN_ONCE)
        return
    if found.altered or not all(each.holds for each in found.signatures):
        yield _reason("altered", _ALTERED, _AGAIN)
    elif not found.signatures[-1].timely:
        yield _reason("certificate_expired", _NOT_TIMELY, _RENEW)


def _as_data(found: SignatureFound) -> dict[str, Any]:
    instants = {name: at.isoformat() for name in _INSTANTS if (at := getattr(found, name))}
    return {**asdict(found), **dict.fromkeys(_INSTANTS), **instants}


def _from_data(data: Mapping[str, Any]) -> SignatureFound:
    instants = {name: datetime.fromisoformat(data[name]) if data[name] else None for name in _INSTANTS}
    return SignatureFound(**{**data, **instants, "rect": tuple(data["rect"])})


def _reason(code: str, says: Text, remedy: Text | None = None) -> Reason:
    return Reason(code=code, says=says, field="file", remedy=remedy)


_INSTANTS: Final = ("signed_at", "stamped_at")
_NOT_READ: Final = Text("Không đọc được chữ ký số trong tệp này.", "The signatures of this file cannot be read.")
_ONE: Final = Text(
    "Tệp phải có thêm đúng một chữ ký số; ở đây thêm {count}.", "The file must have one more signature; it has {count}."
)
_SIGN_ONCE: Final = Text(
    "Tải tệp ở trang này, ký một lần bằng phần mềm ký số rồi gửi lại.",
    "Download the file here, sign it once with a signing tool and bring it back.",
)
_ALTERED: Final = Text(
    "Nội dung tệp đã bị thay đổi: chữ ký số không còn khớp với văn bản đã ban hành.",
    "The file was changed: its signature does not stand for the document that was issued.",
)
_AGAIN: Final = Text(
    "Tải lại tệp ở trang này và ký trên đúng tệp đó, không mở ra lưu lại.",
    "Download the file here again and sign that very file, without saving it anew.",
)
_NOT_TIMELY: Final = Text(
    "Chứng thư số không còn hoặc chưa có giá trị vào lúc ký.", "The certificate was not valid when it signed."
)
_RENEW: Final = Text("Ký lại bằng chứng thư còn hạn.", "Sign with a certificate that is valid.")
