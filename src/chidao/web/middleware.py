"""What stands around every request: the book it works in, and one look at how far the record has got."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from chidao.acts.kept import one_look
from chidao.door.books import MAIN, in_book

Answer = Callable[[HttpRequest], HttpResponse]


def open_the_book(get_response: Answer) -> Answer:
    """Work in the book the visitor has chosen, before anything (the session too) is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        with in_book(request.COOKIES.get("book", MAIN)), one_look():
            return get_response(request)

    return answer
