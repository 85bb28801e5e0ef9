# SPDX-License-Identifier: LicenseRef-Desk
"""What Qt and Chromium say goes to the log."""

import os
import subprocess
import sys

CODE = """
import logging, sys
logging.basicConfig(filename=sys.argv[1], level=logging.DEBUG)
from desk.cli.quiet import CHROMIUM, hush
hush()
hush()
from PySide6.QtCore import qWarning
qWarning("QRhi: no such thing")
import os
print(os.environ[CHROMIUM])
"""


def test_the_terminal_stays_quiet(tmp_path):
    file = tmp_path / "log"
    environment = {**os.environ, "QTWEBENGINE_CHROMIUM_FLAGS": "--mine"}
    said = subprocess.run(
        [sys.executable, "-c", CODE, file], env=environment, capture_output=True, text=True, check=True
    )
    assert (said.stdout, said.stderr) == ("--mine --log-level=3\n", "")
    assert "QRhi: no such thing" in file.read_text()
