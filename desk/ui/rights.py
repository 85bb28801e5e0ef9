# SPDX-License-Identifier: LicenseRef-Desk
"""Holds back what whoever sits here may not do; keepers refuse it all the same."""

from collections.abc import Iterable, Mapping

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from desk.ui.wording import rights_text

COMMANDS: Mapping[str, str] = {
    "messages.new": "reply",
    "messages.reply": "reply",
    "messages.send": "reply",
    "messages.send_archive": "reply",
    "messages.send_later": "reply",
    "messages.note": "note",
    "messages.archive": "archive",
    "messages.snooze": "archive",
    "messages.flag": "mark",
    "messages.read": "mark",
    "messages.all_read": "mark",
    "messages.assign": "assign",
    "messages.assign_me": "assign",
    "messages.tag": "tag",
    "messages.subject": "tag",
    "messages.merge": "merge",
    "messages.delete": "delete",
    "messages.export": "export",
    **dict.fromkeys(
        ("customers.new", "customers.edit", "customers.save", "customers.archive"), "edit_customers"
    ),
    **dict.fromkeys(("customers.record", "records.new", "records.status", "records.due"), "edit_records"),
    **dict.fromkeys(("records.assign", "records.edit", "records.save"), "edit_records"),
    **dict.fromkeys(("sends.resend", "sends.resend_newest", "sends.cancel", "sends.failures"), "resend"),
    "sends.approve": "approve",
    "sends.export": "export",
    **dict.fromkeys(
        ("rules.new", "rules.save", "rules.activate", "rules.pause", "rules.pause_all"), "edit_rules"
    ),
    **dict.fromkeys(("rules.duplicate", "rules.copy", "rules.delete"), "edit_rules"),
    **dict.fromkeys(
        (
            "templates.new",
            "templates.save",
            "templates.publish",
            "templates.reset",
            "templates.language",
            "templates.channel",
        ),
        "edit_templates",
    ),
    **dict.fromkeys(("templates.duplicate", "templates.archive"), "edit_templates"),
}
"""Command → deed (of desk.services.shop.Deed); whatever is not named everybody may."""


class Rights(QObject):
    """What may not be done at this window. changed(): somebody else sits here, or their role is another.

    Until it is told anything, everything may be done.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._forbidden: frozenset[str] = frozenset()

    def take(self, forbidden: frozenset[str]) -> None:
        """Hold back these deeds from now on, and no others."""
        if forbidden != self._forbidden:
            self._forbidden = forbidden
            self.changed.emit()

    def may(self, deed: str) -> bool:
        """Whether it may be done; "" always may."""
        return deed not in self._forbidden

    def reason(self, deed: str) -> str:
        """Say why it may not be done; "" when it may."""
        return "" if self.may(deed) else rights_text(deed)

    def guard(self, deed: str, *parts: QAction | QWidget) -> None:
        """Hold buttons, parts of a page or actions back while their deed may not be done, whoever enables them."""
        for one in parts:
            _Guard(self, one, deed)


class _Guard(QObject):
    """Lives with what it holds back; what was wanted meanwhile counts once it is let go."""

    def __init__(self, rights: Rights, one: QAction | QWidget, deed: str) -> None:
        super().__init__(one)
        self._rights, self._one, self._deed = rights, one, deed
        self._holds = False
        self._tip = ""
        if isinstance(one, QAction):
            one.enabledChanged.connect(self._on_enabled)
        else:
            one.installEventFilter(self)
        rights.changed.connect(self._on_rights)
        self._on_rights()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.EnabledChange:
            self._on_enabled()
        elif event.type() == QEvent.Type.ToolTipChange:
            self._on_tip()
        elif event.type() == QEvent.Type.LanguageChange and self._holds:
            self._one.setToolTip(rights_text(self._deed))
        return super().eventFilter(watched, event)

    def _on_tip(self) -> None:
        """Keep what it says about itself for later: while it is held back it says why."""
        if self._holds and self._one.toolTip() != rights_text(self._deed):
            self._tip = self._one.toolTip()
            self._one.setToolTip(rights_text(self._deed))

    def _on_enabled(self, *_how: object) -> None:
        if self._holds and self._one.isEnabled():
            self._one.setEnabled(False)

    def _on_rights(self) -> None:
        holds = not self._rights.may(self._deed)
        if holds and not self._holds:
            self._tip = self._one.toolTip()
            self._holds = True
            self._one.setEnabled(False)
            self._one.setToolTip(rights_text(self._deed))
        elif self._holds and not holds:
            self._holds = False
            self._one.setEnabled(True)
            self._one.setToolTip(self._tip)


def hold(part: QWidget) -> list[QWidget]:
    """Let nothing in a part of a page be changed; lists and what scrolls can still be looked at.

    Return what was held back by this, for `let_go`.
    """
    held: list[QWidget] = []
    for child in part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if isinstance(child, QScrollArea):
            if (inside := child.widget()) is not None:
                held += _held(inside)
        elif isinstance(child, QAbstractItemView):
            continue
        elif child.findChild(QScrollArea) or child.findChild(QAbstractItemView):
            held += hold(child)
        else:
            held += _held(child)
    return held


def let_go(held: Iterable[QWidget]) -> None:
    """Let what `hold` held back be changed again, as far as it is there still."""
    for one in held:
        if shiboken6.isValid(one):
            one.setEnabled(True)


def _held(one: QWidget) -> list[QWidget]:
    if one.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled):  # for another reason, which may outlast ours
        return []
    one.setEnabled(False)
    return [one]
