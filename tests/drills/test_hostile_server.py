"""A real server is sent what is made to fill its memory: each is refused, it stays small and goes on answering.

Run by `make drill`: the same files are sent to every door, within the tests' own process, by the suite
(`tests/web/test_hostile_uploads.py`). Memory is the greatest that the worker ever held, as Linux tells it.
"""

from __future__ import annotations

import http.client
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from tests.drills.test_numbers import inside
from tests.fixtures.installations import Installation, Serve, Server
from tests.web.hostile import HOSTILE, office

MEGABYTE: Final = 1024 * 1024
BORDER: Final = "----hostile"
MOST_GROWN: Final = 80
"""By how many MB the worker may grow: one file of 25 MB read whole, its copies on the way, and nothing of the rest."""

CUT_OFF: Final = 0

pytestmark = [
    pytest.mark.only("sqlite"),  # no engine has a part in it
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc"),
]


@pytest.mark.drill
def test_a_server_is_sent_200_megabytes_and_every_hostile_file(installation: Installation, serve: Serve) -> None:
    drill(installation, serve, megabytes=200)


def drill(installation: Installation, serve: Serve, *, megabytes: int) -> None:
    """Send a large file to a door of the API and to a page without sign-in, then every hostile file; measure."""
    ground = inside(installation, "prepare")
    server = serve(installation)
    key = {"Authorization": f"Bearer {ground['keys']['secretary']}"}
    address = f"/api/{ground['body']}/files"
    ordinary = send(server, address, Upload("a.docx", office("docx")), key)
    assert ordinary.status == 200, ordinary.told
    before, processes = peak(server), workers(server)
    kept = held(installation)
    large = send(server, address, Upload("a.pdf", b"%PDF-1.4\n", megabytes * MEGABYTE), key)
    assert (large.status, large.codes) == (422, ["file_too_large"])
    after_large = peak(server)
    nobody = send(server, "/sign-in/", Upload("a.pdf", b"%PDF-1.4\n", megabytes * MEGABYTE), {})
    assert nobody.status in {403, CUT_OFF}  # without the form's own token nothing is looked at
    for each in HOSTILE:
        told = send(server, address, Upload(each.name, each.data), key)
        assert (told.status, told.codes[:1]) == (422, [each.code]), each.what
    after = peak(server)
    print(f"\nworker: {before} MB at first, {after_large} MB after {megabytes} MB, {after} MB after everything")
    assert after - before <= MOST_GROWN
    assert workers(server) == processes, "a worker was lost"
    assert held(installation) == kept
    assert send(server, address, Upload("a.docx", office("docx")), key).status == 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a form sends it: how it begins, and how long it is in all if longer."""

    name: str
    begins: bytes
    size: int = 0

    @property
    def head(self) -> bytes:
        """Return what stands before it."""
        lines = [
            f"--{BORDER}", f'Content-Disposition: form-data; name="file"; filename="{self.name}"',
            "Content-Type: application/octet-stream", "", "",
        ]  # fmt: skip
        return "\r\n".join(lines).encode()

    @property
    def tail(self) -> bytes:
        """Return what stands behind it."""
        return f"\r\n--{BORDER}--\r\n".encode()

    @property
    def length(self) -> int:
        """Return how many bytes are sent in all."""
        return len(self.head) + max(self.size, len(self.begins)) + len(self.tail)

    def pieces(self) -> Iterator[bytes]:
        """Yield it in pieces, never the whole at once."""
        yield self.head + self.begins
        left = self.size - len(self.begins)
        while left > 0:
            piece = b"\0" * min(left, MEGABYTE)
            left -= len(piece)
            yield piece
        yield self.tail


@dataclass(frozen=True, slots=True)
class Told:
    """What the server answered."""

    status: int
    told: str

    @property
    def codes(self) -> list[str]:
        """Return the codes of the reasons against."""
        return [reason["code"] for reason in json.loads(self.told)["reasons"]]


def send(server: Server, address: str, upload: Upload, headers: dict[str, str]) -> Told:
    """Send a file as a form does."""
    line = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=120)
    kind = f"multipart/form-data; boundary={BORDER}"
    more = {"Content-Type": kind, "Content-Length": str(upload.length), **headers}
    try:
        line.request("POST", address, upload.pieces(), more)
    except (BrokenPipeError, ConnectionResetError):
        line.close()
        return Told(CUT_OFF, "")  # the server would not hear the rest
    answer = line.getresponse()
    told = Told(answer.status, answer.read().decode())
    line.close()
    return told


def workers(server: Server) -> list[int]:
    """Return the processes of the server: the one that was started, and its children."""
    first = server.process.pid
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return [first, *map(int, children)]


def peak(server: Server) -> int:
    """Return the most memory, in MB, that any process of the server ever held."""
    return max(_peak(each) for each in workers(server))


def _peak(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def held(installation: Installation) -> list[str]:
    """Return the files that are kept."""
    home = installation.home / "files"
    return sorted(each.name for each in home.rglob("*") if each.is_file())
