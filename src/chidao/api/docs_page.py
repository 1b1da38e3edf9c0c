"""The docs page of the API: every act from its declaration. No script, nothing from elsewhere: it stands under the
strict content policy as it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chidao.api.description import NOT_CALLED
from chidao.door.clock import now
from chidao.kernel.days import local_day
from chidao.kernel.wording import Text
from chidao.reports.acts_page import ActPage, FieldPage, PowerPage, act_pages

TITLE = Text("API của Chỉ Đạo: mọi việc", "The API of Chỉ Đạo: every act")
_HOW = Text(
    "Mỗi việc là một lời gọi POST, với khóa cá nhân (Authorization: Bearer chd_…) và thân JSON: input, seat, at, "
    "on_behalf_of, evidence. Idempotency-Key giữ cho một lời gọi gửi hai lần vẫn là một việc.",
    "Each act is a POST with a personal key (Authorization: Bearer chd_…) and a JSON body: input, seat, at, "
    "on_behalf_of, evidence. Idempotency-Key keeps a call that was sent twice one act.",
)
_DESCRIPTION = Text("Mô tả đầy đủ (OpenAPI 3.1)", "Full description (OpenAPI 3.1)")
_COLUMNS = (Text("Mục", "Field"), Text("Nghĩa", "Meaning"), Text("Kiểu", "Kind"))
_WHO = Text("Ai được làm", "Who may")
_NOBODY = Text("Quy chế đang có hiệu lực không giao cho ai.", "The regulations in force give it to nobody.")
_NEEDED = Text("cần có", "needed")


def docs_page(request: HttpRequest) -> HttpResponse:
    """Show every act: its address, its fields, who may do it today by which clause."""
    language = "en" if request.GET.get("lang") == "en" else "vi"
    pages = [page for page in act_pages(local_day(now())) if page.name not in NOT_CALLED]
    return HttpResponse(_frame(language, format_html_join("", "{}", ((_act(page, language),) for page in pages))))


def _frame(language: str, acts: SafeString) -> SafeString:
    other = "vi" if language == "en" else "en"
    return format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="{}"></head>'
        '<body><main class="prose"><h1>{}</h1><p>{}</p>'
        '<p><a href="openapi.json">{}</a> · <a href="?lang={}">{}</a></p>{}</main></body></html>',
        language,
        TITLE.said_in(language),
        static("chidao/look.css"),
        TITLE.said_in(language),
        _HOW.said_in(language),
        _DESCRIPTION.said_in(language),
        other,
        {"vi": "Tiếng Việt", "en": "English"}[other],
        acts,
    )


def _act(page: ActPage, language: str) -> SafeString:
    return format_html(
        '<section id="{}"><h2>{}</h2><p><code>POST /api/{{body}}/acts/{}</code></p>{}<h3>{}</h3>{}</section>',
        page.name,
        page.title.said_in(language),
        page.name,
        _fields(page.fields, language),
        _WHO.said_in(language),
        _powers(page.powers, language),
    )


def _fields(fields: tuple[FieldPage, ...], language: str) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((each.said_in(language),) for each in _COLUMNS))
    rows = ((each.name, _meaning(each, language), _kind(each, language)) for each in fields)
    body = format_html_join("", '<tr><th scope="row"><code>{}</code></th><td>{}</td><td>{}</td></tr>', rows)
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, body)


def _meaning(field: FieldPage, language: str) -> str:
    return ". ".join(text.said_in(language).rstrip(".") for text in (field.label, field.hint) if text)


def _kind(field: FieldPage, language: str) -> str:
    choices = ", ".join(f"{value} ({text.said_in(language)})" for value, text in field.choices.items())
    needed = f" · {_NEEDED.said_in(language)}" if field.required else ""
    return (choices or field.kind) + needed


def _powers(powers: tuple[PowerPage, ...], language: str) -> SafeString:
    if not powers:
        return format_html("<p>{}</p>", _NOBODY.said_in(language))
    rows = ((_power(each, language),) for each in powers)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rows))


def _power(power: PowerPage, language: str) -> str:
    roles = ", ".join(role.said_in(language) for role in power.roles)
    narrowed = power.narrowed.said_in(language)
    return f"{power.body}: {roles}" + (f" ({narrowed})" if narrowed else "") + f" — {power.cite}"
