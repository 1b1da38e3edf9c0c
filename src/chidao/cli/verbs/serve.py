"""`chidao serve`: the web server, on the loopback unless told otherwise."""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import sys
import threading
from typing import Final

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from chidao.cli.databases import make_ready
from chidao.kernel.errors import Conflict, Reason
from chidao.kernel.wording import Text

NAME: Final = "serve"
HELP: Final = Text("chạy máy chủ web", "run the web server")
APPLICATION: Final = "chidao.wsgi:application"
LOOPBACK: Final = "127.0.0.1"
ANY_ADDRESS: Final = frozenset({"0.0.0.0", "::"})  # noqa: S104 — recognised, not chosen
THREADS: Final = min(8, 2 * (os.cpu_count() or 1) + 1)
STOP_SECONDS: Final = 10
_PORT = Text("cổng (0: chọn cổng trống)", "port (0: a free one)")
_HOST = Text("địa chỉ lắng nghe", "address to listen on")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the address."""
    parser.add_argument("--port", type=int, default=8000, help=_PORT.vi)
    parser.add_argument("--host", default=LOOPBACK, help=_HOST.vi)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped. Raises Conflict for a port that is taken or a database of another version."""
    port = free_port(args.host, args.port)
    make_ready()
    connections.close_all()
    threading.Thread(target=announce, args=(args.host, port), daemon=True).start()
    Granian(
        APPLICATION,
        address=args.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    ).serve()
    return 0


def free_port(host: str, port: int) -> int:
    """Return the port to serve on: the one asked for, or a free one for 0. Raises Conflict if it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            says = _TAKEN.filled(host=host, port=port, why=error)
            raise Conflict(Reason(code="port_taken", says=says, field="--port", remedy=_ANOTHER)) from error
        chosen: int = probe.getsockname()[1]
        return chosen


def announce(host: str, port: int) -> None:
    """Print the address once the server really answers."""
    shown = LOOPBACK if host in ANY_ADDRESS else host
    pause = threading.Event()
    while not answers(shown, port):
        pause.wait(0.05)
    print(f"Chỉ Đạo: http://{f'[{shown}]' if ':' in shown else shown}:{port}/", flush=True)
    sys.stdout.flush()


def answers(host: str, port: int) -> bool:
    """Say whether an HTTP server answers at an address, whatever it answers."""
    connection = http.client.HTTPConnection(host, port, timeout=30)
    try:
        connection.request("HEAD", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


_TAKEN = Text("Không dùng được cổng {port} của {host}: {why}.", "Port {port} of {host} cannot be had: {why}.")
_ANOTHER = Text("Chọn cổng khác: --port 8001 (0: cổng trống).", "Choose another: --port 8001 (0: a free one).")
