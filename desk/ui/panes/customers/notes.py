# SPDX-License-Identifier: LicenseRef-Desk
"""The notes that say what was done, with undo where it can be undone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desk.translation import _
from desk.ui.panes.customers.deeds import Archived, CustomerDeeds, Said
from desk.ui.panes.customers.looks import channel_text, phone_text
from desk.ui.widgets import ToastStack
from desk.ui.wording import channel_mark, word

if TYPE_CHECKING:
    from desk.services.delivery import DeliveryRow
    from desk.services.preferences import SuppressionRow

SECONDS = 12.0


class Notes(QObject):
    """Shows a note for each deed."""

    def __init__(self, deeds: CustomerDeeds, toasts: ToastStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._toasts = toasts
        deeds.created.connect(self._on_created)
        deeds.saved.connect(self._on_saved)
        deeds.archived.connect(self._on_archived)
        deeds.said.connect(self._on_said)
        deeds.released.connect(self._on_released)
        deeds.called_off.connect(self._on_called_off)

    def _on_created(self, _customer_id: str, name: str) -> None:
        self._toasts.show_toast(_("{name} is now a customer.").format(name=name), icon="user-plus")

    def _on_saved(self, _customer_id: str) -> None:
        self._toasts.show_toast(_("The card is saved."))

    def _on_archived(self, done: Archived) -> None:
        if done.is_archived:
            text, icon = _("{name} is archived. The history stays."), "archive"
        else:
            text, icon = _("{name} is back in the list."), "arrow-u-up-left"
        undo = partial(self._deeds.undo_archive, done)
        self._toasts.show_toast(text.format(name=done.name), [(_("Undo"), undo)], seconds=SECONDS, icon=icon)

    def _on_said(self, said: Said) -> None:
        draft = said.draft
        text = (
            _("Recorded: {name} agrees to “{topic}” by {channel}.")
            if draft.granted
            else _("Recorded: {name} no longer agrees to “{topic}” by {channel}.")
        )
        self._toasts.show_toast(
            text.format(
                name=said.name, topic=word("topic", draft.topic), channel=channel_text(draft.channel)
            ),
            icon="shield-check",
        )

    def _on_released(self, line: SuppressionRow) -> None:
        text = _("{address} may be written to again.").format(address=phone_text(line.address))
        undo = partial(self._deeds.undo_release, line)
        self._toasts.show_toast(text, [(_("Undo"), undo)], seconds=SECONDS)

    def _on_called_off(self, send: DeliveryRow, is_stopped: bool) -> None:
        name = send.rule_name or channel_mark(send.channel).text
        if is_stopped:
            self._toasts.show_toast(
                _("“{message}” is called off; the customer is not told.").format(message=name)
            )
        else:
            text = _("“{message}” had left already; it could not be called off.").format(message=name)
            self._toasts.show_toast(text, seconds=SECONDS, icon="warning")
