# SPDX-License-Identifier: LicenseRef-Desk
"""The floor: a bare PySide6 window with a table of one row. Argument: the start."""

import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget

begun = float(sys.argv[1])
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableWidget(1, 6))
window.resize(1280, 720)
window.show()
sys.stdout.write(f"window {(time.time() - begun) * 1000:.1f}\n")
sys.stdout.flush()
QTimer.singleShot(0, lambda: os._exit(0))
application.exec()
