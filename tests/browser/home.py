"""A committee for the browser, made by real acts in a home of its own, and days that pass in it.

`python -m tests.browser.home found` founds it and seats everyone; `… until "2020-08-20 16:30"` lets the story go on to
an instant, so that the demonstration's clock stands there when the server starts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import django

BODY: Final = "HP"
FOUNDED: Final = "2020-03-25 08:00"
BEGINS: Final = "2020-08-10 07:45"


def main(words: Sequence[str]) -> None:
    """Do one verb in the installation of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chidao.settings")
    django.setup()
    steps = _founding() if words[0] == "found" else [_post_is_kept(words[1])]
    _play(steps)


def _play(steps: Sequence[dict[str, Any]]) -> None:
    from django.conf import settings

    from chidao.door.given import read_given
    from chidao.reports.story import Player
    from chidao.reports.story_reading import Step, Story, instant

    told = []
    for each in steps:
        at = instant(each.pop("at"))
        told.append(Step(at=at, known_at=at, place=f"home:{each['act']}", **each))
    story = Story(body=BODY, steps=tuple(told), stops={"end": told[-1].at})
    Player(story=story, read=read_given, files=settings.CHIDAO_FILES).play("end")


def _founding() -> list[dict[str, Any]]:
    body = {"charter": "~HP20", "installation": "~HP20-inst", "recorder_seat": "clerk",
            "recorder": "Chuyên viên Phòng Công nghệ thông tin"}  # fmt: skip
    everyone = {"effective_from": "2020-03-25", "automata": ["automaton"]}
    return [
        {"act": "found_body", "by": "founder", "at": FOUNDED, "given": body},
        {"act": "seat_everyone", "by": "clerk", "at": "2020-03-25 09:00", "given": everyone},
        _post_is_kept(BEGINS),
    ]


def _post_is_kept(until: str) -> dict[str, Any]:
    """A small thing that the clerk does at an instant: with it the story has come that far."""
    given = {"agency": "^so-thong-tin-truyen-thong", "title": f"Cán bộ trực {until}"}
    return {"act": "register_post", "by": "clerk", "at": until, "given": given}


if __name__ == "__main__":
    main(sys.argv[1:])
