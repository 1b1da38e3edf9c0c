"""Settings of an installation, all from `CHIDAO_*` variables of the environment; each has a safe default.

CHIDAO_HOME          folder of the installation: database, files, secret (./var)
CHIDAO_DATABASE      path of a SQLite file, or postgresql://user@host:port/name (CHIDAO_HOME/chidao.sqlite3)
CHIDAO_DEMO          1: a demo installation, where a post is picked without a password
CHIDAO_DEMO_EARLIER  demo only: the second database, of the earlier regulation's year
CHIDAO_DEMO_TODAY    demo only: an empty book at the real day, to found committees of one's own in
CHIDAO_SECRET_KEY    signing key (made once and kept in CHIDAO_HOME/secret, readable by its owner only)
CHIDAO_HOSTS         names this installation answers to beside the loopback, comma-separated
CHIDAO_TLS_PROXY     1: a proxy in front ends TLS and sets X-Forwarded-Proto
CHIDAO_SIGNING       YAML file of digital signing: trusted roots, time stamps, tokens (docs/signing.md)
CHIDAO_EXCHANGE_KEY  PKCS#12 file with which exchanged messages are signed (unsigned), its password in
CHIDAO_EXCHANGE_PASSWORD
CHIDAO_LOG           level of what is logged to standard error (WARNING)
CHIDAO_DEBUG         1: Django's debug pages; for a developer's own machine, never on by itself
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any, Final

from chidao.storage import adopt_sqlite, database

adopt_sqlite()

PACKAGE: Final = Path(__file__).resolve().parent
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
ONE_YEAR: Final = 365 * 24 * 3600
WORKING_DAY: Final = 10 * 3600


def _text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def _switch(name: str) -> bool:
    return _text(name).lower() in {"1", "true", "yes", "on"}


def _names(name: str) -> list[str]:
    return [part.strip() for part in _text(name).split(",") if part.strip()]


def _kept_secret(home: Path) -> str:
    """Return the installation's signing key, made at the first run; whoever comes second takes the first one's."""
    kept = home / "secret"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        draft = home / f"secret.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text().strip()


# --- the installation -------------------------------------------------------------------------------------------------

CHIDAO_HOME: Path = Path(_text("CHIDAO_HOME", "var")).resolve()
CHIDAO_FILES: Path = CHIDAO_HOME / "files"
CHIDAO_DEMO: bool = _switch("CHIDAO_DEMO")
CHIDAO_DATABASE: str = _text("CHIDAO_DATABASE", str(CHIDAO_HOME / "chidao.sqlite3"))
CHIDAO_DEMO_EARLIER: str = _text("CHIDAO_DEMO_EARLIER")
CHIDAO_DEMO_TODAY: str = _text("CHIDAO_DEMO_TODAY")
CHIDAO_SIGNING: str = _text("CHIDAO_SIGNING")
CHIDAO_EXCHANGE_KEY: str = _text("CHIDAO_EXCHANGE_KEY")
CHIDAO_EXCHANGE_PASSWORD: str = _text("CHIDAO_EXCHANGE_PASSWORD")

SECRET_KEY = _text("CHIDAO_SECRET_KEY") or _kept_secret(CHIDAO_HOME)
DEBUG = _switch("CHIDAO_DEBUG")

# --- storage ----------------------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {"default": database(CHIDAO_DATABASE)}
DATABASE_ROUTERS: list[str] = []
DATABASES |= {
    alias: database(place) for alias, place in (("earlier", CHIDAO_DEMO_EARLIER), ("today", CHIDAO_DEMO_TODAY)) if place
}
if len(DATABASES) > 1:
    DATABASE_ROUTERS = ["chidao.door.books.BookRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the program ------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "chidao.acts",
    "chidao.ledger",
    "chidao.people",
    "chidao.instruments",
    "chidao.mandates",
    "chidao.documents",
    "chidao.tasks",
    "chidao.duties",
    "chidao.meetings",
    "chidao.reports",
    "chidao.onboarding",
    "chidao.exchange",
    "chidao.archive",
    "chidao.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "chidao.web.middleware.open_the_book",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "chidao.web.urls"
WSGI_APPLICATION = "chidao.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- what is sent: each file up to its limit, larger ones to a file on the disk, never whole in memory ----------------

FILE_UPLOAD_HANDLERS = [
    "chidao.web.receiving.UpToTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- static files: found in the packages themselves, so that no collecting step is needed -----------------------------

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 600

# --- signing in -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["chidao.web.sessions.AccountBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
]

# --- what a browser may do --------------------------------------------------------------------------------------------

_HOSTS = _names("CHIDAO_HOSTS")
_BEHIND_TLS = bool(_HOSTS) and not CHIDAO_DEMO  # a demo, and a machine talking to itself, have no certificate

ALLOWED_HOSTS = [*LOOPBACK, *_HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _HOSTS]
if _switch("CHIDAO_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_ENGINE = "chidao.web.sessions"
SESSION_COOKIE_NAME = "chidao_session"
SESSION_COOKIE_AGE = WORKING_DAY
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _BEHIND_TLS
CSRF_COOKIE_NAME = "chidao_csrf"
CSRF_FAILURE_VIEW = "chidao.web.front.views.forbidden_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _BEHIND_TLS

SECURE_HSTS_SECONDS = ONE_YEAR if _BEHIND_TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- what is said while running ---------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": _text("CHIDAO_LOG", "WARNING")},
    "loggers": {"django": {"handlers": [], "level": _text("CHIDAO_LOG", "WARNING"), "propagate": True}},
}

# --- e-mail (read by `chidao work`) -----------------------------------------------------------------------------------
# CHIDAO_SMTP           host:port of the mail server; without it notices show in the system only
# CHIDAO_SMTP_USER      and CHIDAO_SMTP_PASSWORD, where the server asks for them
# CHIDAO_SMTP_TLS       starttls (default on port 587), ssl (default on port 465) or none
# CHIDAO_MAIL_FROM      the sender's address

CHIDAO_SMTP: str = _text("CHIDAO_SMTP")
CHIDAO_MAIL_FROM: str = _text("CHIDAO_MAIL_FROM", "chidao@localhost")
_SMTP_HOST, _, _SMTP_PORT = CHIDAO_SMTP.partition(":")
_SMTP_TLS = _text("CHIDAO_SMTP_TLS", {"587": "starttls", "465": "ssl"}.get(_SMTP_PORT, "none"))

EMAIL_HOST = _SMTP_HOST
EMAIL_PORT = int(_SMTP_PORT or 25)
EMAIL_HOST_USER = _text("CHIDAO_SMTP_USER")
EMAIL_HOST_PASSWORD = _text("CHIDAO_SMTP_PASSWORD")
EMAIL_USE_TLS = _SMTP_TLS == "starttls"
EMAIL_USE_SSL = _SMTP_TLS == "ssl"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = CHIDAO_MAIL_FROM
