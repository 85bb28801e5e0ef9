# SPDX-License-Identifier: LicenseRef-Desk
"""Opens the real window and prints when it was shown and when its first rows were painted. Argument: the start."""

import os
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Run the program as `desk` does, watched from outside its own code."""
    begun = float(sys.argv[1])
    sys.argv = ["desk"]
    from desk.cli.window import hurry

    hurry()  # as `desk` does before it imports the window
    from desk.ui.docks import Places
    from desk.ui.widgets.desk_table import DeskTable
    from desk.ui.window import Window

    Places(Path(os.environ["DESK_HOME"])).keep_text("page", "customers")
    shown, painted = Window.showEvent, DeskTable.paintEvent

    def note(what: str) -> None:
        sys.stdout.write(f"{what} {(time.time() - begun) * 1000:.1f}\n")
        sys.stdout.flush()

    def show_event(self: Window, event: Any) -> None:
        shown(self, event)
        note("window")

    def paint_event(self: DeskTable, event: Any) -> None:
        painted(self, event)
        model = self.model()
        if model is not None and model.rowCount() > 0:
            note("rows")
            os._exit(0)  # what is measured is done; the service has not been started by this process's parent

    Window.showEvent = show_event  # type: ignore[method-assign]
    DeskTable.paintEvent = paint_event  # type: ignore[method-assign]
    from desk.cli import main as desk

    sys.exit(desk([]))


if __name__ == "__main__":
    main()
