"""Pages before signing in, and the small switches: language, book, post, seat."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from chidao.door.books import MAIN, books
from chidao.door.clock import real_now
from chidao.kernel.errors import BadInput, Reason
from chidao.kernel.wording import LANGUAGES, Text
from chidao.mandates.queries import body_codes, seats_of_person
from chidao.people.accounts import (
    IDLE_DAYS,
    LOCKED_FOR,
    MOST_TRIES,
    account_of_link,
    choose_password,
    note_sign_in,
    try_sign_in,
)
from chidao.people.models import Account
from chidao.people.second_factor import take_code
from chidao.web.fields import Field
from chidao.web.front.bodies import committees
from chidao.web.front.codes import WAITING, ask_code, code_page, waited_for
from chidao.web.front.demo import moments, own_book, posts_to_pick
from chidao.web.here import Here, here_of, signed_in
from chidao.web.pages import page

VISITOR = "founding_visitor"
"""Where a session keeps by what name its visitor owns drafts of foundings."""

BACKEND = "chidao.web.sessions.AccountBackend"
YEAR_SECONDS = 365 * 24 * 3600
WRONG = Text(
    "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa ({tries} lần sai thì khóa {minutes} phút).",
    "The sign-in name or password is wrong, or the account is locked ({tries} wrong tries: {minutes} minutes).",
).filled(tries=MOST_TRIES, minutes=int(LOCKED_FOR.total_seconds() // 60))
IDLE = Text(
    "Tài khoản này đã {days} ngày không dùng nên tạm ngừng.", "This account has rested for {days} days and is closed."
).filled(days=IDLE_DAYS)
IDLE_REMEDY = Text(
    "Đề nghị cơ quan thường trực cấp liên kết đặt lại mật khẩu.",
    "Ask the standing body for a link to choose a password.",
)
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#a01d18"/>'
    '<path d="M4 5h8M4 8h8M4 11h5" stroke="#fff" stroke-width="1.5"/></svg>'
)
View = Callable[..., HttpResponse]


def posted(view: View) -> View:
    """Answer only what was sent by a form: these views change something of the visitor's own."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **parts: object) -> HttpResponse:
        return view(request, *args, **parts) if request.method == "POST" else HttpResponseNotAllowed(["POST"])

    return answer


def first_page(request: HttpRequest) -> HttpResponse:
    """Name the committees held here, what each has made public, and the way in."""
    here = here_of(request)
    demo = settings.CHIDAO_DEMO
    context = {
        "committees": committees(here.today),
        "person": here.person,
        "my_desks": _desks(here),
        "sign_in_fields": _sign_in_fields(),
        "moments": moments(here.book) if demo else (),
        "own_book": own_book(here.book) if demo else None,
        "units": posts_to_pick(here.now) if demo else (),
    }
    return page(request, here, "front/first_page.html", FIRST, context)


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form for signing in, or try it."""
    here = here_of(request)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.method != "POST":
        return _sign_in_page(request, here, wanted)
    tried = try_sign_in(request.POST.get("username", ""), request.POST.get("password", ""), here.now)
    if tried.verdict == "code" and tried.account is not None:
        return ask_code(request, tried.account, here.now, _safe(request, wanted))
    if tried.verdict != "in" or tried.account is None:
        says, remedy = (IDLE, IDLE_REMEDY) if tried.verdict == "idle" else (WRONG, None)
        return _sign_in_page(request, here, wanted, Reason(code=tried.verdict, says=says, remedy=remedy))
    _enter(request, tried.account)
    return HttpResponseRedirect(_safe(request, wanted) or _home_of(tried.account.person_id, here))


@never_cache
@sensitive_post_parameters("code")
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the second factor, and let its owner in."""
    here = here_of(request)
    waited = waited_for(request, here.now)
    if waited is None:
        return HttpResponseRedirect(reverse("sign_in"))
    account, wanted = waited
    if request.method != "POST":
        return code_page(request, here)
    if not take_code(account, request.POST.get("code", ""), real=real_now(), now=here.now):
        return code_page(request, here, wrong=True)
    note_sign_in(account, here.now)
    _enter(request, account)
    request.session.pop(WAITING, None)
    return HttpResponseRedirect(_safe(request, wanted) or _home_of(account.person_id, here))


@posted
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; nothing of the session is kept."""
    logout(request)
    return HttpResponseRedirect(reverse("first_page"))


@never_cache
@sensitive_post_parameters("password", "again")
def set_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Let the owner of a one-time link choose a password, and come in."""
    here = here_of(request)
    account = account_of_link(uid, token)
    if account is None:
        return page(request, here, "front/used_link.html", USED_LINK, status=410)
    errors: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            choose_password(account, request.POST.get("password", ""), request.POST.get("again", ""), here.now)
        except BadInput as error:
            errors = error.reasons
        else:
            _enter(request, account)
            return HttpResponseRedirect(_home_of(account.person_id, here))
    context = {"account": account, "fields": _password_fields(), "errors": errors, "errors_title": NOT_SET}
    return page(request, here, "front/set_password.html", CHOOSE, context, status=422 if errors else 200)


@posted
def language(request: HttpRequest) -> HttpResponse:
    """Remember the visitor's language."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(_safe(request, request.POST.get("next", "")) or reverse("first_page"))
    if chosen in LANGUAGES:
        _keep(response, "language", chosen)
    return response


@posted
def book(request: HttpRequest) -> HttpResponse:
    """Choose the moment of the story that a demonstration shows."""
    chosen = request.POST.get("book", MAIN)
    if not settings.CHIDAO_DEMO or chosen not in books():
        raise Http404
    response = HttpResponseRedirect(_safe(request, request.POST.get("next", "")) or reverse("first_page"))
    _keep(response, "book", chosen)
    return response


@posted
def pick(request: HttpRequest) -> HttpResponse:
    """Take a post of a demonstration without a password."""
    if not settings.CHIDAO_DEMO:
        raise Http404
    here = here_of(request)
    person, _, seat = request.POST.get("post", "").partition("-")
    if not (person.isdigit() and seat.isdigit()):
        raise Http404
    held = next((each for each in seats_of_person(int(person), here.now) if each.seat == int(seat)), None)
    if held is None:
        raise Http404
    drafts = request.session.get(VISITOR)
    logout(request)
    if drafts:
        request.session[VISITOR] = drafts  # what a visitor is founding stays theirs in whatever post they sit
    request.session["picked_person"] = held.person
    request.session["seats"] = {held.body: held.seat}
    return HttpResponseRedirect(reverse("desk", args=[held.body]))


@posted
def switch_seat(request: HttpRequest, body: str) -> HttpResponse:
    """Act from another of one's own seats."""
    person = signed_in(request)
    chosen = request.POST.get("seat", "")
    here = here_of(request, body)
    mine = [each.seat for each in here.seats if each.body == body]
    if person and chosen.isdigit() and int(chosen) in mine:
        request.session["seats"] = {**request.session.get("seats", {}), body: int(chosen)}
    return HttpResponseRedirect(_safe(request, request.POST.get("next", "")) or reverse("desk", args=[body]))


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the program answers and its database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True, "bodies": len(body_codes())})


def icon(request: HttpRequest) -> HttpResponse:
    """Give the small mark that browsers ask every site for."""
    return HttpResponse(ICON, content_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})


def forbidden_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its token (Django's CSRF check), in the visitor's language."""
    return page(request, here_of(request), "403_csrf.html", NO_TOKEN, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at an address, in the visitor's language."""
    return page(request, here_of(request), "404.html", NOTHING_HERE, status=404)


def _enter(request: HttpRequest, account: Account) -> None:
    request.session.pop("picked_person", None)
    login(request, account, backend=BACKEND)


def _home_of(person: int, here: Here) -> str:
    held = seats_of_person(person, here.now)
    return reverse("desk", args=[held[0].body]) if held else reverse("first_page")


def _desks(here: Here) -> list[dict[str, object]]:
    bodies = dict.fromkeys(each.body for each in here.seats)
    return [{"url": reverse("desk", args=[code]), "code": code} for code in bodies]


def _sign_in_page(request: HttpRequest, here: Here, wanted: str, reason: Reason | None = None) -> HttpResponse:
    context = {
        "sign_in_fields": _sign_in_fields(request.POST.get("username", "")),
        "next": _safe(request, wanted),
        "errors": (reason,) if reason else (),
        "errors_title": NOT_IN,
    }
    return page(request, here, "front/sign_in.html", SIGN_IN, context, status=403 if reason else 200)


def _sign_in_fields(username: str = "") -> tuple[Field, ...]:
    name, password = Text("Tên đăng nhập", "Sign-in name"), Text("Mật khẩu", "Password")
    return (
        Field(name="username", label=name, value=username, required=True, autocomplete="username", longest=80),
        Field(name="password", label=password, kind="password", required=True, autocomplete="current-password"),
    )


def _password_fields() -> tuple[Field, ...]:
    hint = Text("Ít nhất 14 ký tự; một câu dài dễ nhớ là tốt nhất.", "At least 14 characters; a long sentence is best.")
    again = Text("Gõ lại mật khẩu", "The password again")
    return (
        Field(name="password", label=Text("Mật khẩu mới", "New password"), kind="password", required=True, hint=hint,
              autocomplete="new-password"),
        Field(name="again", label=again, kind="password", required=True, autocomplete="new-password"),
    )  # fmt: skip


def _keep(response: HttpResponse, name: str, value: str) -> None:
    secure = bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(name, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=secure)


def _safe(request: HttpRequest, address: str) -> str:
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else ""


FIRST = Text(
    "Việc của ban chỉ đạo, từ quy chế đến nhiệm vụ xong", "A committee's work, from its regulation to a finished task"
)
SIGN_IN = Text("Đăng nhập", "Sign in")
NOT_IN = Text("Chưa vào được, vì:", "Not signed in, because:")
CHOOSE = Text("Đặt mật khẩu", "Choose a password")
NOT_SET = Text("Chưa đặt được, vì:", "Not set, because:")
USED_LINK = Text("Liên kết không dùng được nữa", "This link no longer works")
NO_TOKEN = Text("Biểu mẫu đã cũ", "The form is out of date")
NOTHING_HERE = Text("Không có trang này", "There is no such page")
