# SPDX-License-Identifier: LicenseRef-Desk
"""Opens the real window on the messages and prints what it and its helpers weigh before and with the first HTML.

Argument: the database.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

CALM_S = 3.0


def main() -> None:
    """Run the window on a database, without the service, and weigh it twice."""
    from desk import config
    from desk.bootstrap import Desk
    from desk.services.store import open_database
    from desk.ui.application import in_loop, make_application

    url, home = sys.argv[1], Path(os.environ["DESK_HOME"])
    application = make_application()
    db = open_database(url)
    in_loop(application, _sit(Desk(config=config.at(home, url), db=db), home))
    db.close()


async def _sit(desk: Any, home: Path) -> None:
    from PySide6.QtCore import QSize

    from benchmarks.ground.large_inbox import LONG
    from desk.services.inbox import ConversationFilter, Inbox
    from desk.ui.docks import Places
    from desk.ui.window import Window

    window = Window(Places(home))
    window.resize(QSize(1440, 900))
    window.show()
    window.attach(desk)
    window.pages.navigate("messages")
    await asyncio.sleep(CALM_S)
    sys.stdout.write(f"window {weight_mb():.1f}\n")
    page: Any = window.pages.page
    [row] = await desk.db.read(lambda session: Inbox(session).page(ConversationFilter(), None, 1))
    assert row.subject == LONG
    painted = asyncio.Event()
    page.open(row.id)
    await asyncio.sleep(0)
    page.conversation.view.painted.connect(painted.set)
    await asyncio.wait_for(painted.wait(), 30)
    await asyncio.sleep(CALM_S)
    sys.stdout.write(f"window_html {weight_mb():.1f}\n")
    sys.stdout.flush()
    window.shut()
    await window.jobs.finish()
    window.deleteLater()


def weight_mb() -> float:
    """Return the proportional set size of this process and all it started, in megabytes."""
    return sum(map(_pss_kb, _family(os.getpid()))) / 1024


def _family(process: int) -> list[int]:
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text("ascii").split():
            found += _family(int(child))
    return found


def _pss_kb(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
