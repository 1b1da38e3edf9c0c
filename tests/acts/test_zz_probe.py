from __future__ import annotations
import pytest
from tests.factories import founded_body
@pytest.mark.django_db
def test_it():
    f = founded_body()
    print(f.capacities.keys(), f.agencies)
