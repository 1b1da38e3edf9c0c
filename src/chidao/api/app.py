"""The API: every declared act as one operation, reads beside them, described by OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from chidao import __version__
from chidao.api import agencies, collecting, duties, files, groups, own_reports, reading, record, tasks
from chidao.api.answers import handle_errors
from chidao.api.callers import PersonalKey, in_asked_book
from chidao.api.description import components
from chidao.api.operations import act_router

DESCRIPTION = (
    "Mọi thay đổi là một việc có thẩm quyền, căn cứ và chỗ trong sổ; API, dòng lệnh, màn hình đều đi qua một cửa.\n\n"
    "Every change is an act with its authority, its basis and its place in the record; the API, the command line and "
    "the screens go through the same door.\n\n"
    "X-Chidao-Book: earlier — chỉ ở bản trình diễn / demonstrations only."
)


class ChidaoAPI(NinjaAPI):
    """Adds the components that the declarations of acts make."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """Return the whole description."""
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"].update(components())
        return schema


def build() -> ChidaoAPI:
    """Return the API of the acts that are declared by now."""
    made = ChidaoAPI(
        title="Chỉ Đạo",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        auth=PersonalKey(),
        urls_namespace="api",
    )
    made.add_decorator(in_asked_book, mode="view")
    handle_errors(made)
    # Fixed addresses come before those that begin with a body's code.
    for router in (
        act_router(), reading.router, agencies.router, groups.router, tasks.router, record.router, collecting.router,
        duties.router, own_reports.router, files.router,
    ):  # fmt: skip
        made.add_router("", router)
    return made


api = build()
