"""A key is made and shown on a page of its own; its act's plain form leads there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from chidao.kernel.wording import Text
from chidao.web.acting.shapes import Crumb, Shape, shapes
from chidao.web.acting.views import after
from chidao.web.fields import Field
from chidao.web.here import Here


@after("issue_personal_key", "revoke_personal_key", "choose_digest")
def to_keys(here: Here, outcome: Mapping[str, Any], sent: Mapping[str, Any]) -> str:
    """Open one's keys."""
    return reverse("keys", args=[here.body])


@shapes("issue_personal_key", "revoke_personal_key", "choose_digest")
def under_keys(here: Here, values: Mapping[str, object], fields: Sequence[Field]) -> Shape:
    """Show the form under one's keys."""
    keys = Crumb(title=Text("Khóa cá nhân", "Personal keys"), url=reverse("keys", args=[here.body]))
    return Shape(fields=fields, crumbs=(keys,))
