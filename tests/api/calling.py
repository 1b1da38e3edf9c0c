"""Programs that call the API in tests, each with a personal key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client


@dataclass(frozen=True)
class Answer:
    """What the API answered."""

    status: int
    data: Any

    def codes(self) -> set[str]:
        """Return the codes of the reasons against."""
        return {reason["code"] for reason in self.data["reasons"]}

    def fields(self) -> set[str]:
        """Return the fields that are wrong."""
        return {reason.get("field", "") for reason in self.data["reasons"]}


class Caller:
    """A program that calls with one personal key."""

    def __init__(self, key: str | None, body: str) -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = {"authorization": f"Bearer {key}"} if key else {}
        self.body = body

    def get(self, path: str, **headers: str) -> Answer:
        """Read."""
        return _answer(self.client.get(f"/api/{path}", headers={**self.headers, **headers}))

    def act(self, name: str, given: dict[str, Any], *, key: str | None = None, **envelope: Any) -> Answer:
        """Perform an act; `key` is the idempotency key."""
        return self.send(f"{self.body}/acts/{name}", {"input": given, **envelope}, key=key)

    def send(self, path: str, data: object, *, key: str | None = None) -> Answer:
        """Send JSON, or text as it is."""
        raw = data if isinstance(data, str | bytes) else json.dumps(data, default=str)
        headers = {**self.headers, **({"idempotency-key": key} if key else {})}
        return _answer(self.client.post(f"/api/{path}", raw, content_type="application/json", headers=headers))


def _answer(response: Any) -> Answer:
    return Answer(response.status_code, json.loads(response.content))
