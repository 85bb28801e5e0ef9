# SPDX-License-Identifier: LicenseRef-Desk
"""Paints every widget in both looks: `QT_QPA_PLATFORM=offscreen python -m tests.ui.gallery OUT_DIR`."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.ui.theme import apply
from tests.ui.gallery_pages import history, rules
from tests.ui.gallery_parts import controls, icons, phone

PAGES = {"history": history, "rules": rules, "controls": controls, "phone": phone, "icons": icons}


def paint(folder: Path, look: str) -> None:
    """Write one picture for each page."""
    for name, make in PAGES.items():
        page = make()
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        page.show()
        QApplication.processEvents()
        page.grab().save(str(folder / f"{name}_{look}.png"))
        page.close()
        page.deleteLater()


def main(folder: Path) -> None:
    """Paint all pages in both looks."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    for look in ("light", "dark"):
        apply(application, look)
        paint(folder, look)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
