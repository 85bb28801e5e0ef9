# SPDX-License-Identifier: LicenseRef-Desk
"""Turns what is wished for in the details pane into deeds. Made once the rows of the list are painted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from desk.services.inbox import ConversationRow
from desk.translation import _
from desk.ui.panes.messages import popups
from desk.ui.panes.messages.bot_menu import add_moments, block
from desk.ui.panes.messages.details_panel import DetailsPanel
from desk.ui.panes.messages.details_readings import find_customers

if TYPE_CHECKING:
    from desk.ui.panes.messages.page import MessagesPage


_DEEDS: Mapping[str, str] = {
    "unknown": "tag",
    "record": "tag",
    "assignees": "assign",
    "bot": "reply",
    "upcoming": "resend",
    "tags": "tag",
}
"""Section → what its buttons do, as rights have it."""


class DetailsSide(QObject):
    """The panel and what it leads to."""

    def __init__(self, page: MessagesPage, parent: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.panel = DetailsPanel(page.details_model, parent)
        if not parent.isVisible():
            page.details_model.pause()
        panel = self.panel
        for name, deed in _DEEDS.items():
            panel.sections[name].hold_for(page.context.commands.rights, deed)
        panel.link_requested.connect(self._on_link)
        panel.assign_requested.connect(self._on_assign)
        panel.unassign_requested.connect(self._on_unassign)
        panel.cancel_requested.connect(page.deeds.cancel_send)
        panel.create_requested.connect(self._on_create)
        panel.find_requested.connect(self._on_find)
        panel.customer_chosen.connect(self._on_customer)
        panel.record_chosen.connect(self._on_record)
        panel.tags_requested.connect(self._on_tags)
        panel.bot_requested.connect(self._on_bot)

    def _row(self) -> ConversationRow | None:
        details = self._page.details_model.state.shown
        return details.card.row if details is not None else None

    def _on_link(self, kind: str, key: str) -> None:
        navigate = self._page.context.navigate
        match kind:
            case "customer":
                navigate("customers", customer_id=key)
            case "consents":
                navigate("customers", customer_id=key, part="consents")
            case "record":
                navigate("records", record_id=key)
            case "conversation":
                self._page.open(key)

    def _on_assign(self) -> None:
        row = self._row()
        if row is not None:
            menu = QMenu(self.panel)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.setAccessibleName(_("Assign"))
            chosen = partial(self._page.wishes.assign_to, (row,))
            popups.fill_staff(menu, self._page.model.state.choices, row.assignee_ids, chosen)
            section = self.panel.sections["assignees"]
            menu.popup(section.mapToGlobal(section.rect().bottomLeft()))

    def _on_unassign(self, operator_id: str) -> None:
        row = self._row()
        if row is not None:
            rest = tuple(one for one in row.assignee_ids if one != operator_id)
            self._page.wishes.assign_to((row,), rest)

    def _on_create(self) -> None:
        row = self._row()
        if row is not None:
            self._page.deeds.create_customer(row)

    def _on_find(self) -> None:
        form = popups.CustomerForm()
        form.looked_for.connect(lambda text: self._page.context.jobs.start(self._find(form, text), form))
        popups.open_form(self.panel.sections["unknown"], form, self._on_customer)

    async def _find(self, form: popups.CustomerForm, text: str) -> None:
        rows = await self._page.context.desk.db.read(lambda session: find_customers(session, text))
        form.show_customers(rows)

    def _on_customer(self, customer_id: object) -> None:
        row = self._row()
        if row is not None:
            self._page.one.link(row, str(customer_id))

    def _on_record(self, record_id: str) -> None:
        row = self._row()
        if row is not None:
            self._page.one.choose_record(row, record_id)

    def _on_tags(self) -> None:
        row = self._row()
        if row is not None:
            self._page.one.tag(row, self.panel.sections["tags"])

    def _on_bot(self, deed: str) -> None:
        row = self._row()
        if row is None:
            return
        if deed == "unblock":
            block(self._page, row, None)
            return
        menu = QMenu(self.panel)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName(_("Block the bot until"))
        add_moments(self._page, menu, row)
        section = self.panel.sections["bot"]
        menu.popup(section.mapToGlobal(section.rect().bottomLeft()))
