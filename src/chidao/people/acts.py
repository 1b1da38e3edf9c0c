"""Acts on agencies, posts, persons, appointments, accounts and personal keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chidao.acts.authority import Matter
from chidao.acts.recorded import Recorded
from chidao.acts.registry import act, asked
from chidao.acts.runner import Doing
from chidao.kernel.days import local_day
from chidao.kernel.errors import BadInput, Conflict, NotFound, Reason
from chidao.kernel.vietnamese import fold, sort_key
from chidao.kernel.wording import Text, same
from chidao.people.models import Account, Agency, AgencyName, Appointment, Person, PersonalKey, Post

KINDS = {
    "department": Text("sở, ngành", "department"),
    "district": Text("quận, huyện", "district"),
    "people_committee": Text("ủy ban nhân dân", "people's committee"),
    "office": Text("văn phòng", "office"),
    "police": Text("công an", "police"),
    "central": Text("cơ quan Trung ương đóng trên địa bàn", "central agency in the locality"),
    "enterprise": Text("doanh nghiệp", "enterprise"),
    "unit": Text("đơn vị trực thuộc", "subordinate unit"),
    "other": Text("cơ quan khác", "other"),
}
BODY = ("Ban chỉ đạo", "Body", "body")
OPENS = {
    "all": Text("mọi việc của tôi (API, dòng lệnh)", "all I may do (API, command line)"),
    "calendar": Text("chỉ lịch của tôi (iCalendar)", "my calendar only (iCalendar)"),
}
DIGESTS = {
    "": Text("không gửi", "none"),
    "daily": Text("mỗi ngày làm việc", "every working day"),
    "weekly": Text("mỗi tuần", "every week"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAgency:
    """An agency that the body works with."""

    body: str = asked(*BODY)
    code: str = asked("Mã", "Code")
    name: str = asked("Tên cơ quan", "Name")
    kind: str = asked("Loại", "Kind", "choice", choices=KINDS)
    short_name: str = asked("Tên ngắn", "Short name", default="")
    parent: int | None = asked("Cơ quan cấp trên", "Parent agency", "agency", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPost:
    """A post in an agency."""

    body: str = asked(*BODY)
    agency: int = asked("Cơ quan", "Agency", "agency")
    title: str = asked("Chức vụ", "Post")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson:
    """Someone who will act in the system."""

    body: str = asked(*BODY)
    name: str = asked("Họ và tên", "Name")
    email: str = asked("Thư điện tử", "E-mail", default="")
    automaton: bool = asked("Là chương trình, không phải người", "A program, not a human being", "yes", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointToPost:
    """A person holds a post from a day on."""

    body: str = asked(*BODY)
    person: int = asked("Người", "Person", "person")
    post: int = asked("Chức vụ", "Post", "post")
    effective_from: date = asked("Từ ngày", "From", "date")
    effective_until: date | None = asked("Đến trước ngày", "Until (not included)", "date", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAppointment:
    """A person no longer holds a post from a day on."""

    body: str = asked(*BODY)
    person: int = asked("Người", "Person", "person")
    post: int = asked("Chức vụ", "Post", "post")
    effective_until: date = asked("Thôi giữ từ ngày", "No longer from", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """An account for a person; the password is chosen by its owner at the first sign-in, never here."""

    body: str = asked(*BODY)
    person: int = asked("Người", "Person", "person")
    username: str = asked("Tên đăng nhập", "Sign-in name")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSignInLink:
    """A link, good once, by which the owner of an account chooses a password. The record keeps that it was made."""

    body: str = asked(*BODY)
    person: int = asked("Người", "Person", "person")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePersonalKey:
    """A key for the API and the command line; the record keeps its digest only."""

    body: str = asked(*BODY)
    person: int = asked("Người", "Person", "person")
    label: str = asked("Dùng để", "Used for")
    sha256: str = asked("Dấu vết của khóa", "Digest of the key", "hidden")
    hint: str = asked("Mấy ký tự đầu", "First characters", "hidden")
    days: int = asked("Số ngày hiệu lực", "Days of validity", "number", default=180)
    opens: str = asked("Khóa mở", "It opens", "choice", choices=OPENS, default="all")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseDigest:
    """How often what waits for oneself is sent by e-mail."""

    body: str = asked(*BODY)
    digest: str = asked("Gửi bản tin qua thư điện tử", "Digest by e-mail", "choice", choices=DIGESTS, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokePersonalKey:
    """A key that no longer opens."""

    body: str = asked(*BODY)
    key: int = asked("Khóa", "Key", "number")


def found(model: type[Recorded], pk: int, what: Text, field: str) -> Recorded:
    """Return the row. Raises NotFound naming the field."""
    row: Recorded | None = model.objects.filter(pk=pk).first()
    if row is None:
        says = Text("Không có {what} số {pk}.", "There is no {what} number {pk}.").filled(what=what, pk=pk)
        raise NotFound(Reason(code="not_found", says=says, field=field))
    return row


def agency_named(pk: int, field: str = "agency") -> Agency:
    """Return an agency. Raises NotFound."""
    row = found(Agency, pk, Text("cơ quan", "agency"), field)
    assert isinstance(row, Agency)
    return row


def person_named(pk: int, field: str = "person") -> Person:
    """Return a person. Raises NotFound."""
    row = found(Person, pk, Text("người", "person"), field)
    assert isinstance(row, Person)
    return row


def post_named(pk: int, field: str = "post") -> Post:
    """Return a post. Raises NotFound."""
    row = found(Post, pk, Text("chức vụ", "post"), field)
    assert isinstance(row, Post)
    return row


def about_words(given: RegisterAgency | RegisterPerson, at: datetime) -> Matter:
    """Name what is about to be registered."""
    return Matter(body=given.body, says=same(given.name))


def about_person(
    given: OpenAccount | IssueSignInLink | IssuePersonalKey | AppointToPost | EndAppointment, at: datetime
) -> Matter:
    """Name the person an act is about."""
    person = person_named(given.person)
    return Matter(body=given.body, says=same(person.name), subject_person=person.pk)


def new_agency(doing: Doing, given: RegisterAgency) -> Agency:
    """Insert an agency with its first name."""
    agency = doing.add(
        Agency(
            code=given.code,
            kind=given.kind,
            name=given.name,
            short_name=given.short_name,
            parent_id=given.parent,
            folded=fold(f"{given.name} {given.short_name}"),
            sort_key=sort_key(given.name),
        )
    )
    doing.add(AgencyName(agency=agency, name=given.name))
    return agency


@act(
    "register_agency",
    ("Đăng ký cơ quan", "Register an agency"),
    ("Đăng ký cơ quan: {what}", "Agency registered: {what}"),
    given=RegisterAgency,
    about=about_words,
)
def register_agency(doing: Doing, given: RegisterAgency) -> Mapping[str, object]:
    """Register an agency under a code of its own."""
    if given.kind not in KINDS:
        says = Text("Loại cơ quan không có trong danh mục.", "Unknown kind of agency.")
        raise BadInput(Reason(code="unknown_kind", says=says, field="kind"))
    if Agency.objects.filter(code=given.code).exists():
        says = Text("Mã {code} đã có cơ quan khác dùng.", "Code {code} is taken.").filled(code=given.code)
        raise Conflict(Reason(code="code_taken", says=says, field="code"))
    return {"agency": new_agency(doing, given).pk}


@act(
    "register_post",
    ("Đăng ký chức vụ", "Register a post"),
    ("Đăng ký chức vụ: {what}", "Post registered: {what}"),
    given=RegisterPost,
    about=lambda given, at: Matter(body=given.body, says=same(given.title)),
)
def register_post(doing: Doing, given: RegisterPost) -> Mapping[str, object]:
    """Register a post of an agency."""
    agency = agency_named(given.agency)
    if Post.objects.filter(agency=agency, title=given.title).exists():
        says = Text("{agency} đã có chức vụ này.", "{agency} already has this post.").filled(agency=agency.name)
        raise Conflict(Reason(code="post_exists", says=says, field="title"))
    post = doing.add(Post(agency=agency, title=given.title, sort_key=sort_key(given.title)))
    return {"post": post.pk}


@act(
    "register_person",
    ("Đăng ký người", "Register a person"),
    ("Đăng ký người: {what}", "Person registered: {what}"),
    given=RegisterPerson,
    about=about_words,
)
def register_person(doing: Doing, given: RegisterPerson) -> Mapping[str, object]:
    """Register someone who will act."""
    person = Person(name=given.name, email=given.email, automaton=given.automaton, sort_key=sort_key(given.name))
    return {"person": doing.add(person).pk}


@act(
    "appoint_to_post",
    ("Ghi nhận giữ chức vụ", "Record an appointment"),
    ("{what} giữ chức vụ {post}", "{what} holds the post {post}"),
    given=AppointToPost,
    about=about_person,
)
def appoint_to_post(doing: Doing, given: AppointToPost) -> Mapping[str, object]:
    """Record that a person holds a post; a post has one holder at a time."""
    post = post_named(given.post)
    held = Appointment.objects.filter(post=post).exclude(effective_until__lte=given.effective_from)
    if given.effective_until:
        held = held.filter(effective_from__lt=given.effective_until)
    if other := held.select_related("person").first():
        says = Text("{post} đang do {who} giữ trong thời gian này.", "{post} is held by {who} in this period.")
        remedy = Text("Ghi nhận người trước thôi giữ chức vụ.", "Record the end of the former appointment.")
        reason = Reason(code="post_held", says=says.filled(post=post.title, who=other.person.name), remedy=remedy)
        raise Conflict(reason)
    person = person_named(given.person)
    appointment = doing.add(
        Appointment(
            person=person,
            post=post,
            effective_from=given.effective_from,
            effective_until=given.effective_until,
            recorded_at=doing.now,
        )
    )
    if person.main_post_id is None:
        doing.change(person, main_post=post)
    return {"appointment": appointment.pk, "say": {"post": post.title}}


@act(
    "end_appointment",
    ("Ghi nhận thôi giữ chức vụ", "Record the end of an appointment"),
    ("{what} thôi giữ chức vụ {post}", "{what} no longer holds the post {post}"),
    given=EndAppointment,
    about=about_person,
)
def end_appointment(doing: Doing, given: EndAppointment) -> Mapping[str, object]:
    """End an appointment that is running."""
    post = post_named(given.post)
    running = doing.locked(Appointment, person_id=given.person, post=post, effective_until=None)
    if running is None:
        says = Text("Người này không đang giữ {post}.", "This person does not hold {post}.").filled(post=post.title)
        raise Conflict(Reason(code="not_appointed", says=says, field="post"))
    doing.change(running, effective_until=given.effective_until)
    return {"appointment": running.pk, "say": {"post": post.title}}


@act(
    "open_account",
    ("Mở tài khoản", "Open an account"),
    ("Mở tài khoản cho {what}", "Account opened for {what}"),
    given=OpenAccount,
    about=about_person,
)
def open_account(doing: Doing, given: OpenAccount) -> Mapping[str, object]:
    """Open the one account of a person, without a password: the owner chooses it through a link."""
    person = person_named(given.person)
    if Account.objects.filter(person=person).exists():
        says = Text("{who} đã có tài khoản.", "{who} has an account already.").filled(who=person.name)
        raise Conflict(Reason(code="has_account", says=says, field="person"))
    if Account.objects.filter(username__iexact=given.username).exists():
        says = Text("Tên đăng nhập này đã có người dùng.", "This sign-in name is taken.")
        raise Conflict(Reason(code="username_taken", says=says, field="username"))
    account = Account(username=given.username, person=person)
    account.set_unusable_password()
    account.save(using=doing.alias)
    return {"account": account.pk}


@act(
    "issue_sign_in_link",
    ("Tạo liên kết đặt mật khẩu", "Make a password link"),
    ("Tạo liên kết đặt mật khẩu cho {what}", "Password link made for {what}"),
    given=IssueSignInLink,
    about=about_person,
)
def issue_sign_in_link(doing: Doing, given: IssueSignInLink) -> Mapping[str, object]:
    """Record that a link was made for an account; the door makes the link itself and shows it once."""
    account = Account.objects.filter(person_id=given.person, is_active=True).first()
    if account is None:
        says = Text("Người này chưa có tài khoản.", "This person has no account.")
        raise Conflict(Reason(code="no_account", says=says, field="person"))
    return {"account": account.pk}


@act(
    "issue_personal_key",
    ("Cấp khóa cá nhân", "Issue a personal key"),
    ("Cấp khóa cá nhân cho {what}", "Personal key issued to {what}"),
    given=IssuePersonalKey,
    about=about_person,
)
def issue_personal_key(doing: Doing, given: IssuePersonalKey) -> Mapping[str, object]:
    """Keep the digest of a key that the door has made and shown once."""
    key = PersonalKey(
        person=person_named(given.person),
        label=given.label,
        hint=given.hint,
        sha256=given.sha256,
        opens=given.opens,
        issued_at=doing.now,
        expires_at=doing.now + timedelta(days=given.days),
    )
    return {"key": doing.add(key).pk}


def _about_key(given: RevokePersonalKey, at: datetime) -> Matter:
    key = PersonalKey.objects.filter(pk=given.key).first()
    return Matter(body=given.body, says=same(key.hint if key else str(given.key)), subject_person=key and key.person_id)


@act(
    "revoke_personal_key",
    ("Thu hồi khóa cá nhân", "Revoke a personal key"),
    ("Thu hồi khóa cá nhân {what}", "Personal key {what} revoked"),
    given=RevokePersonalKey,
    about=_about_key,
)
def revoke_personal_key(doing: Doing, given: RevokePersonalKey) -> Mapping[str, object]:
    """End a key at once."""
    key = doing.locked(PersonalKey, pk=given.key, revoked_at=None)
    if key is None:
        says = Text("Khóa này không có hoặc đã thu hồi.", "No such key, or it is revoked already.")
        raise Conflict(Reason(code="no_such_key", says=says, field="key"))
    doing.change(key, revoked_at=doing.now)
    return {"key": key.pk, "on": local_day(doing.now).isoformat()}


def _about_digest(given: ChooseDigest, at: datetime) -> Matter:
    return Matter(body=given.body, says=DIGESTS.get(given.digest, DIGESTS[""]))


@act(
    "choose_digest",
    ("Chọn bản tin thư điện tử", "Choose the e-mail digest"),
    ("Chọn nhận bản tin: {what}", "Digest chosen: {what}"),
    given=ChooseDigest,
    about=_about_digest,
)
def choose_digest(doing: Doing, given: ChooseDigest) -> Mapping[str, object]:
    """Choose how often one's own digest is sent. Conflict: no account, or no address to send it to."""
    account = Account.objects.using(doing.alias).filter(person_id=doing.by.person).select_related("person").first()
    if account is None:
        says = Text("Chưa có tài khoản nên chưa nhận được bản tin.", "Without an account there is no digest.")
        raise Conflict(Reason(code="no_account", says=says, remedy=_OPEN_ACCOUNT))
    if given.digest and not account.person.email:
        says = Text("Chưa ghi địa chỉ thư điện tử của bạn.", "No e-mail address of yours is recorded.")
        raise Conflict(Reason(code="no_address", says=says, remedy=_RECORD_ADDRESS, field="digest"))
    Account.objects.using(doing.alias).filter(pk=account.pk).update(digest=given.digest)
    return {"account": account.pk, "digest": given.digest}


_OPEN_ACCOUNT = Text("Đề nghị cơ quan thường trực mở tài khoản.", "Ask the standing body to open one.")
_RECORD_ADDRESS = Text("Đề nghị cơ quan thường trực ghi địa chỉ.", "Ask the standing body to record it.")
