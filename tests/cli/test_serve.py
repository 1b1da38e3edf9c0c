"""The program itself, as processes: migrated, served, stopped, its port taken, its API reached."""

from __future__ import annotations

import json
import signal
import socket
import urllib.error
import urllib.request

import pytest

from tests.fixtures.installations import Installation, RunChidao, Serve


def get(address: str) -> tuple[int, str]:
    """Return the status and the words at an address."""
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.only("sqlite")
@pytest.mark.usefixtures("db")
def test_a_new_installation_is_served_and_stops_when_told(installation: Installation, serve: Serve) -> None:
    server = serve(installation)
    assert server.said[-1].startswith("Chỉ Đạo: http://127.0.0.1:")
    status, words = get(f"{server.address}/api/openapi.json")
    assert (status, json.loads(words)["openapi"][:3]) == (200, "3.1")
    assert get(f"{server.address}/api/me")[0] == 401
    assert get(f"{server.address}/api/docs")[0] == 200
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(30) == 0


@pytest.mark.only("sqlite")
def test_a_port_that_is_taken_is_named(installation: Installation, run_chidao: RunChidao) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run_chidao(installation, "serve", "--port", port)
    assert done.returncode == 4
    assert port in done.stderr
    assert "--port" in done.stderr


def test_an_installation_is_migrated_and_says_how_it_is(installation: Installation, run_chidao: RunChidao) -> None:
    before = run_chidao(installation, "verify")
    assert (before.returncode, "chidao migrate" in before.stderr) == (1, True)
    assert run_chidao(installation, "health").returncode == 1
    assert run_chidao(installation, "migrate").returncode == 0
    health = run_chidao(installation, "health", "--json")
    assert health.returncode == 0, health.stdout
    signs = {sign["name"]: sign["well"] for sign in json.loads(health.stdout)}
    assert signs["database:default"] is True
    assert signs["font"] is not False, "another font is worth knowing, and no fault"
    assert run_chidao(installation, "work", "--once").returncode == 0
    assert json.loads(run_chidao(installation, "verify", "--json").stdout)["holds"] is True


@pytest.mark.only("sqlite")
def test_the_version_and_what_can_be_done_are_told(installation: Installation, run_chidao: RunChidao) -> None:
    assert run_chidao(installation, "version").stdout.count(".") == 2
    assert "serve" in run_chidao(installation, "--help").stdout
    assert run_chidao(installation, "no-such-verb").returncode == 2
