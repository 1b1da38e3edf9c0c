"""Addresses of the pages. What stands inside a body begins with its code."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from chidao.web.acting.views import act_form
from chidao.web.committee import agencies, succession
from chidao.web.committee import forms as committee_forms
from chidao.web.committee import views as committee
from chidao.web.desk import views as desk
from chidao.web.documents import checking
from chidao.web.front import views as front
from chidao.web.mine import forms as mine_forms
from chidao.web.mine import second_factor
from chidao.web.mine import views as mine
from chidao.web.powers import views as powers
from chidao.web.record import views as record
from chidao.web.regulation import bases, comparing, compliance, instruments, questions, written
from chidao.web.regulation import forms as regulation_forms
from chidao.web.regulation import views as regulation
from chidao.web.searching import views as searching

# Acts whose forms have shapes of their own declare them when these rooms are imported.
ROOMS_WITH_FORMS = (committee_forms, mine_forms, regulation_forms)
Addresses = list[URLPattern | URLResolver]

handler400 = "chidao.web.receiving.not_taken"
handler404 = "chidao.web.front.views.not_found"

_in_a_body: Addresses = [
    path("", desk.desk, name="desk"),
    path("", include("chidao.web.meetings.urls")),
    path("", include("chidao.web.tasks.urls")),
    path("drafts/", include("chidao.web.drafts.urls")),
    path("incoming/", include("chidao.web.incoming.urls")),
    path("registers/", include("chidao.web.registers.urls")),
    path("", include("chidao.web.signing.urls")),
    path("exchange/", include("chidao.web.exchange.urls")),
    path("dossiers/", include("chidao.web.dossiers.urls")),
    path("", include("chidao.web.deliveries.urls")),
    path("", include("chidao.web.documents.urls")),
    path("", include("chidao.web.collecting.urls")),
    path("", include("chidao.web.reports.urls")),
    path("committee/", committee.committee, name="committee"),
    path("", include("chidao.web.groups.urls")),
    path("committee/accounts/", committee.accounts, name="accounts"),
    path("committee/succession/", succession.successions, name="successions"),
    path("committee/succession/new/", succession.preview, name="succession"),
    path("committee/agencies/", agencies.every, name="agencies"),
    path("committee/agencies/<int:agency_id>/", agencies.one, name="agency"),
    path("regulation/", regulation.browse, name="regulation"),
    path("regulation/compare/", comparing.comparison, name="compare"),
    path("regulation/questions/", questions.all_questions, name="questions"),
    path("regulation/questions/<int:question_id>/", questions.one, name="question"),
    path("regulation/compliance/", compliance.sheet, name="compliance"),
    path("regulation/compliance/sheet.xlsx", compliance.book, name="compliance_book"),
    path("regulation/written.<slug:form>", written.written, name="written"),
    path("regulation/<str:clause_id>/", regulation.clause, name="clause"),
    path("instruments/<int:before>/redline/<int:after_id>/", questions.two_versions, name="redline"),
    path("instruments/", instruments.chain, name="instruments"),
    path("instruments/bases/", bases.bases, name="bases"),
    path("instruments/<int:instrument_id>/", instruments.one, name="instrument"),
    path("instruments/<int:instrument_id>/charter/", instruments.charter_file, name="charter_file"),
    path("record/", record.events, name="record"),
    path("record/refusals/", record.refusals, name="refusals"),
    path("record/check/", record.check, name="check_record"),
    path("record/<int:seq>/", record.event, name="event"),
    path("search/", searching.search, name="search"),
    path("mine/", mine.mine, name="mine"),
    path("mine/keys/", mine.keys, name="keys"),
    path("mine/second-factor/", second_factor.second_factor, name="second_factor"),
    path("matrix/", powers.matrix_page, name="matrix"),
    path("acts/", powers.acts_page, name="acts"),
    path("act/<slug:name>/", act_form, name="act"),
    path("switch/", front.switch_seat, name="switch_seat"),
]

urlpatterns: Addresses = [
    path("api/", include("chidao.api.urls")),  # the other door is mounted here, and knows nothing of this one
    path("", front.first_page, name="first_page"),
    path("favicon.ico", front.icon),
    path("health/", front.health, name="health"),
    path("sign-in/", front.sign_in, name="sign_in"),
    path("sign-in/code/", front.sign_in_code, name="sign_in_code"),
    path("sign-out/", front.sign_out, name="sign_out"),
    path("password/<str:uid>/<str:token>/", front.set_password, name="set_password"),
    path("language/", front.language, name="language"),
    path("book/", front.book, name="book"),
    path("pick/", front.pick, name="pick"),
    path("form-check/", checking.check_document, name="check_form_anywhere"),
    path("found/", include("chidao.web.onboarding.urls")),
    path("", include("chidao.web.portal.urls")),
    path("<slug:body>/", include(_in_a_body)),
]
