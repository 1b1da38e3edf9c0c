"""A body of which one agency can be written to, and notices that wait for it."""

from __future__ import annotations

from chidao.people.models import Person
from tests.factories import MORNING, Founded, founded_body

ADDRESS = "alpha@thu.example"


def seat_someone_with_an_address(founded: Founded) -> None:
    """Let a person with an e-mail address follow in the post that has the first agency's seat."""
    person, former = founded.new_person("Người có thư", email=ADDRESS), founded["fellow-alpha"].person
    post = Person.objects.get(pk=former).main_post_id
    founded.do("end_appointment", person=former, post=post, effective_until=MORNING.date())
    founded.do("appoint_to_post", person=person, post=post, effective_from=MORNING.date())


def direct(founded: Founded, *lines: str) -> None:
    """Have the head give the first agency tasks."""
    for line in lines:
        lead = founded.agencies["alpha"]
        founded.do("give_direction", founded["head"], line=line, lead_agency=lead, working_days=10)


def seed(tasks: int) -> None:
    """Found a body in the installation of this process, and leave a notice for each of so many tasks."""
    founded = founded_body()
    seat_someone_with_an_address(founded)
    direct(founded, *(f"Việc {number}" for number in range(tasks)))
