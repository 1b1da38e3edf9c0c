"""The newest public documents as a feed (RSS 2.0)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.feedgenerator import Rss201rev2Feed

from chidao.documents.redacting import MARK, NOTE
from chidao.portal.queries import PublicRow


def feed(rows: Iterable[PublicRow], *, title: str, at: str, site: str, address: str) -> str:
    """Return a feed of public documents: `at` is the page it tells of, `address` its own, `site` what stands before
    each document's path. An item's id is its verification code, so that a reader shows it once."""
    made = Rss201rev2Feed(title=title, link=at, description=title, language="vi", feed_url=address)
    for row in rows:
        made.add_item(
            title=f"{row.label}: {row.title}",
            link=f"{site}/public/{row.body}/{row.code}/",
            description=f"{MARK}: {NOTE}." if row.redacted else "",
            unique_id=f"urn:chidao:{row.code}",
            unique_id_is_permalink=False,
            pubdate=row.published_at,
        )
    written: str = made.writeString("utf-8")
    return written
