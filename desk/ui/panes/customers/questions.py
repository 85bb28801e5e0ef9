# SPDX-License-Identifier: LicenseRef-Desk
"""Asks before something is lost or cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desk.translation import _, ngettext
from desk.ui import leaving
from desk.ui.panes.customers.looks import channel_text
from desk.ui.wording import channel_mark, formats

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryRow


def ask_to_leave(parent: QWidget, unsaved: int, go_on: Callable[[], None]) -> QMessageBox:
    """Ask whether what was typed into `unsaved` cards may be lost."""
    text = ngettext(
        "What you typed into {count} card is not saved.",
        "What you typed into {count} cards is not saved.",
        unsaved,
    ).format(count=unsaved)
    return leaving.ask_to_leave(parent, text, go_on)


def ask_to_call_off(
    parent: QWidget, send: DeliveryRow, call_off: Callable[[DeliveryRow], object]
) -> QMessageBox:
    """Ask whether a message shall not leave."""
    name = send.rule_name or channel_mark(send.channel).text
    text = _("Call off “{message}” to {name}?").format(message=name, name=send.customer_name)
    more = _("It would leave {moment} by {channel}. Once called off it does not leave by itself.").format(
        moment=formats.moment(send.due_at), channel=channel_text(send.channel)
    )
    return _ask(parent, text, more, (_("Let it leave"), _("Call off")), partial(call_off, send))


def _ask(
    parent: QWidget, text: str, more: str, verbs: tuple[str, str], deed: Callable[[], object]
) -> QMessageBox:
    """Ask with two verbs: the safe one first."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(verbs[1])
    box.setText(text)
    box.setInformativeText(more)
    safe = box.addButton(verbs[0], QMessageBox.ButtonRole.RejectRole)
    box.addButton(verbs[1], QMessageBox.ButtonRole.DestructiveRole).clicked.connect(deed)
    box.setDefaultButton(safe)
    box.setEscapeButton(safe)
    box.open()
    return box
