"""Who is signed in, asked on every page: the session and the account each by a prepared query, the person kept.

Session and account are asked anew each time, so that signing out, a new password and a closed account hold at once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import router
from django.db.models import QuerySet

from chidao.acts.kept import as_recorded
from chidao.acts.prepared import rows_of
from chidao.door.clock import real_now
from chidao.people.models import Account, Person

_ACCOUNT: Final = tuple(field.attname for field in Account._meta.concrete_fields)


class SessionStore(DatabaseStore):
    """Django's sessions in the database, read by a prepared query."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key or ""
        found = rows_of("session", _asked_session, key=key, now=real_now())
        if not found:
            self._session_key = None
            return None
        data, until = found[0]
        return Session(session_key=key, session_data=data, expire_date=until)


class AccountBackend(ModelBackend):
    """Django's accounts, read by a prepared query, with their person."""

    def get_user(self, user_id: Any) -> Any:
        """Return the account of a session, None for one that is closed or gone."""
        found = rows_of("account", _asked_account, account=int(user_id))
        if not found:
            return None
        account = Account.from_db(router.db_for_read(Account), _ACCOUNT, found[0])
        account.person = person_of(account.person_id)  # type: ignore[assignment]  # an account without one there is not
        return account if self.user_can_authenticate(account) else None


def person_of(key: int) -> Person | None:
    """Return a person, kept until an act touches one."""
    return as_recorded(f"person:{key}", lambda: Person.objects.filter(pk=key).first(), of=(Person,))


def _asked_session(key: str, now: datetime) -> QuerySet[Session, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data", "expire_date")


def _asked_account(account: int) -> QuerySet[Account, Any]:
    found: QuerySet[Account, Any] = Account.objects.filter(pk=account).values_list(*_ACCOUNT)
    return found
