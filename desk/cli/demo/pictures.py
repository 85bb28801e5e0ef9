# SPDX-License-Identifier: LicenseRef-Desk
"""Takes a picture of each page over the demo's data, without a screen."""

import logging
import os
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE_S = 120


def take(home: Path) -> tuple[Path, ...]:
    """Return the pictures saved in `home`; in a process of its own, for Qt chooses its screen once."""
    folder = home / "pictures"
    folder.mkdir(exist_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DESK_HOME": str(home)}
    environment.pop("DESK_DATABASE", None)
    command = [sys.executable, "-m", "desk", "pictures", str(folder)]
    said = subprocess.run(  # noqa: S603 - our own program
        command,
        env=environment,
        check=False,
        timeout=PATIENCE_S,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    if said.returncode:
        log.warning("the pictures: %s", said.stderr.decode("utf-8", "replace")[-2000:])
    return tuple(sorted(folder.glob("*.png")))
