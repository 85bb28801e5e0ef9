# SPDX-License-Identifier: LicenseRef-Desk
"""Mistakes of ours are caught where one job, one worker, one mail or one listener must not stop the others."""

import ast

from tests.architecture.tree import nodes, python_files

CATCHES = {
    "desk/ui/jobs.py": 1,  # a job of the window: it is shown
    "desk/services/supervisor/supervisor.py": 1,  # a worker: it is started again
    "desk/services/store/changes.py": 1,  # a listener: what was written is kept
    "desk/services/inbox/sync/account.py": 1,  # a mailbox: it is tried again
    "desk/services/inbox/sync/listening.py": 1,  # the same, for its listener
    "desk/services/inbox/sync/intake.py": 3,  # a mail: by itself, then as it came, then left on the server
    "desk/services/inbox/sync/mail_process.py": 1,  # a mail: kept as it came
    "desk/ui/panes/messages/cleaned.py": 1,  # a mail: shown in plain words
}
"""Where every exception is caught, and how often. It may only shrink; whoever adds to it says why here."""


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes whatever comes."""
    return handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )


def hands_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only does something on the way and raises again."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_mistakes_are_caught_in_few_places():
    found = {}
    for module in python_files("desk"):
        broad = [one for one in nodes(module, ast.ExceptHandler) if is_broad(one) and not hands_on(one)]
        if broad:
            found[module.as_posix()] = len(broad)
    assert found == CATCHES
