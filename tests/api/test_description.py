"""The API's description is made from the declarations, and holds; no call it describes or denies brings a fault."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, cast

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode

from chidao.acts.registry import acts, fields_of
from chidao.api.description import NOT_CALLED, component_name, components
from tests.api.calling import Caller
from tests.factories import Founded

QUIET = list(HealthCheck)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.urls")]


@pytest.fixture
def description() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/openapi.json").json()
    return found


def test_the_description_is_openapi_3_1_in_both_languages(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    assert "một cửa" in description["info"]["description"]
    assert "the same door" in description["info"]["description"]


def test_every_act_is_an_operation_with_all_its_fields(description: dict[str, Any]) -> None:
    for act in acts():
        operation = description["paths"].get(f"/api/{{body}}/acts/{act.name}")
        if act.name in NOT_CALLED:
            assert operation is None
            continue
        assert operation["post"]["operationId"] == act.name
        schema = description["components"]["schemas"][f"{component_name(act)}Input"]
        assert set(schema["properties"]) == set(fields_of(act.given)) - {"body"}
        for name, asked in fields_of(act.given).items():
            if name != "body":
                assert asked.label.vi in schema["properties"][name]["description"]
                assert asked.label.en in schema["properties"][name]["description"]


def test_components_are_schemas_and_every_reference_is_there(description: dict[str, Any]) -> None:
    for schema in components().values():
        Draft202012Validator.check_schema(schema)
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(description)))
    assert named <= set(description["components"]["schemas"])


def test_operations_have_names_of_their_own(description: dict[str, Any]) -> None:
    names = [operation["operationId"] for path in description["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_docs_page_stands_alone(founded: Founded, language: str) -> None:
    page = Client().get(f"/api/docs?lang={language}").content.decode()
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    for act in acts():
        if act.name not in NOT_CALLED:
            assert f"POST /api/{{body}}/acts/{act.name}" in page
            assert escape(act.title.said_in(language)) in page
    assert "Điều 2" in page


def test_nothing_at_an_address_is_said_in_the_one_shape(clerk: Caller) -> None:
    for path in ("nowhere/at/all", "T1/nothing"):
        answer = clerk.get(path)
        assert (answer.status, answer.data["error"]) == (404, "not_found")
    assert Client().get("/api/")["location"] == "docs"


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """Let requests not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def hammer(clerk: Caller, *, most: int, mode: GenerationMode) -> int:
    """Call every described operation with made-up data, the secretary's key shown; return how often."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    called = 0
    for found in schema.get_all_operations():

        @settings(max_examples=most, deadline=None, database=None, derandomize=True, suppress_health_check=QUIET)
        @given(case=cast("Any", found).ok().as_strategy(generation_mode=mode))
        def call(case: Any) -> None:
            nonlocal called
            called += 1
            if "body" in case.path_parameters:
                case.path_parameters["body"] = clerk.body
            response = case.call(headers=clerk.headers)
            assert response.status_code < 500, (case.method, case.path, case.body, response.text[:500])

        call()
    # A row that names another that is not there fails at its commit; here nothing is ever committed.
    transaction.set_rollback(True)
    return called


@pytest.mark.usefixtures("kept_connection")
def test_no_call_brings_a_fault(clerk: Caller) -> None:
    assert hammer(clerk, most=2, mode=GenerationMode.POSITIVE) > len(list(acts()))


@pytest.mark.drill
@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_call_brings_a_fault_at_length(clerk: Caller, mode: GenerationMode) -> None:
    hammer(clerk, most=25, mode=mode)
