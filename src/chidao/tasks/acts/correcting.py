"""Which words of a task may be corrected as typing errors."""

from __future__ import annotations

from chidao.acts.corrections import Correctable, correctable
from chidao.kernel.wording import Text
from chidao.tasks.acts.subject import named
from chidao.tasks.models import Task
from chidao.tasks.rules import searched_words


def searched(task: Task) -> dict[str, object]:
    """Return the search column of a task whose words have changed."""
    return {"folded": searched_words(task.title, task.detail, task.source_text)}


TASK_TABLE = Correctable(
    name="task",
    model=Task,
    fields={
        "title": Text("nội dung nhiệm vụ", "the task's words"),
        "detail": Text("yêu cầu cụ thể", "details"),
        "source_text": Text("văn bản giao", "the paper it comes from"),
    },
    named=named,
    follow=searched,
)
correctable(Text("nhiệm vụ", "task"), TASK_TABLE)
