# SPDX-License-Identifier: LicenseRef-Desk
"""The pages of the window, and how to add one.

A pane is a folder `desk/ui/panes/<name>/` and one line in PANES. Its `__init__.py` gives

    def build(context: Context) -> Page:
        page = Page("sends")                        # or a class of its own, see Page.reveal and Page.leave
        page.set_screen(SendsScreen(view_model))    # the card in the middle
        why = page.add_dock("why", N_("Why?"), WhyPanel(…), Qt.DockWidgetArea.RightDockWidgetArea, width=306)
        why.is_detail = True                        # hidden by itself under 1200 pixels
        context.commands.add(
            Command(name="sends.resend", label=N_("Resend"), menu="tools", page="sends", run=model.resend)
        )
        return page

It is built when it is first shown (imports inside the builders below keep the start quick). In a pane:

- view_model.py is a QObject (QtCore only) with one frozen State, one signal `changed`, intents as methods.
  It reads with LiveQuery(context.desk, work, {Change.DELIVERIES}, self), and long tables with RowsModel +
  PagedQuery (the view sets `query.visible`), where `work(session)` calls keepers. It writes with
  `context.jobs.start(self._resend(…), self)`, in which `await context.desk.db.write(work, Change.…)`.
  Success comes back through the live query; failures are shown by the window in the words of ui.wording.
- Widgets come from desk.ui.widgets, words from desk.ui.wording and desk.translation. No colour, no pixel, no
  SQL: `Session` and `Change` come from desk.services.store.
- Labels are msgids (N_) where they are kept and are translated where they are shown. A widget that speaks has
  Speaks before its Qt class (`class Strip(Speaks, QWidget)`) and says everything anew in `retranslate`; a page
  is one already, a model is told by its page.
- `context.navigate("customers", customer_id=…)` opens another page and calls its `reveal(customer_id=…)`, once
  `customer_id` is among that pane's targets; panes never import each other. `page.badge_changed.emit(3)` puts
  a number on the rail.
- A page that is hidden need not read: LiveQuery.pause in hideEvent, LiveQuery.resume in showEvent.
- `context.toasts.show_toast(text, [(_("Undo"), undo)])` says what was done; Ctrl+Z presses its first verb.
- A dialog is opened with `open()`, never `exec()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desk.translation import N_
from desk.ui.commands import Commands
from desk.ui.docks import Page, Places
from desk.ui.jobs import Jobs
from desk.ui.theme import Theme
from desk.ui.widgets.toast import ToastStack

if TYPE_CHECKING:  # the services are slow to import, and the window stands before they are there
    from desk.bootstrap import Desk

__all__ = ["PANES", "Context", "Navigate", "Page", "Pane"]


class Navigate(Protocol):
    """Opens a page; `target` is handed to its `reveal`. An empty value names nothing."""

    def __call__(self, page: str, /, **target: str) -> None:
        """Show `page`; an unknown name is a mistake of ours (KeyError), as is what it cannot show (ValueError)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the window gives to a pane."""

    desk: Desk
    jobs: Jobs
    commands: Commands
    toasts: ToastStack
    navigate: Navigate
    theme: Theme
    places: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Pane:
    """One page as the navigation knows it.

    name: closed word. label: msgid. icon: of the theme. shortcut: key text. targets: the words of `navigate`
    that its page's `reveal` understands. is_below: stands at the foot of the rail.
    """

    name: str
    label: str
    icon: str
    shortcut: str
    build: Callable[[Context], Page]
    targets: frozenset[str] = frozenset()
    is_below: bool = False


def _messages(context: Context) -> Page:
    from desk.ui.panes.messages import build

    return build(context)


def _sends(context: Context) -> Page:
    from desk.ui.panes.sends import build

    return build(context)


def _records(context: Context) -> Page:
    from desk.ui.panes.records import build

    return build(context)


def _rules(context: Context) -> Page:
    from desk.ui.panes.rules import build

    return build(context)


def _templates(context: Context) -> Page:
    from desk.ui.panes.templates import build

    return build(context)


def _customers(context: Context) -> Page:
    from desk.ui.panes.customers import build

    return build(context)


def _settings(context: Context) -> Page:
    from desk.ui.panes.settings import build

    return build(context)


PANES: tuple[Pane, ...] = (
    Pane(
        name="messages",
        label=N_("Messages"),
        icon="chat-circle-text",
        shortcut="Ctrl+Shift+M",
        build=_messages,
        targets=frozenset({"conversation_id", "customer_id", "message_id", "new_for"}),
    ),
    Pane(
        name="rules",
        label=N_("Rules"),
        icon="lightning",
        shortcut="Ctrl+Shift+R",
        build=_rules,
        targets=frozenset({"rule_id"}),
    ),
    Pane(
        name="templates",
        label=N_("Templates"),
        icon="file-text",
        shortcut="Ctrl+Shift+T",
        build=_templates,
        targets=frozenset({"template_id", "channel", "language"}),
    ),
    Pane(
        name="sends",
        label=N_("Sends"),
        icon="paper-plane-tilt",
        shortcut="Ctrl+Shift+E",
        build=_sends,
        targets=frozenset({"delivery_id", "customer_id", "record_id", "rule_id", "shown"}),
    ),
    Pane(
        name="records",
        label=N_("Records"),
        icon="clipboard-text",
        shortcut="Ctrl+Shift+D",
        build=_records,
        targets=frozenset({"record_id", "customer_id", "kind", "new_for"}),
    ),
    Pane(
        name="customers",
        label=N_("Customers"),
        icon="users",
        shortcut="Ctrl+Shift+C",
        build=_customers,
        targets=frozenset({"customer_id", "part", "new"}),
    ),
    Pane(
        name="settings",
        label=N_("Settings"),
        icon="gear-six",
        shortcut="",
        build=_settings,
        targets=frozenset({"page"}),
        is_below=True,
    ),
)
