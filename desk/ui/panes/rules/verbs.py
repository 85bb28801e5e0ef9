# SPDX-License-Identifier: LicenseRef-Desk
"""What can be done to rules from a menu or the bar: asks what it has to, then does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desk.models.identity import TemplateId
from desk.models.vocabulary import Channel, Standing
from desk.services.rules import RuleRow
from desk.translation import _, ngettext
from desk.ui.panes.rules import offers
from desk.ui.panes.rules.bulk import Deeds
from desk.ui.panes.rules.list_model import ListState
from desk.ui.panes.rules.questions import Question, ask
from desk.ui.panes.rules.readings import Listed, Shop
from desk.ui.panes.rules.value_forms import ChecksForm
from desk.ui.theme import icon
from desk.ui.widgets import Option, PillPopup, PrimaryButton
from desk.ui.wording import channel_mark, formats

ROUTES: tuple[tuple[Channel, ...], ...] = (
    (Channel.EMAIL, Channel.SMS),
    (Channel.SMS, Channel.EMAIL),
    (Channel.EMAIL,),
    (Channel.SMS,),
)
WAITING = (Standing.PLANNED, Standing.HELD)


class Verbs(QObject):
    """open_requested(rule id): go into its sentence."""

    open_requested = Signal(str)

    def __init__(self, deeds: Deeds, shop: Callable[[], Shop], window: QWidget) -> None:
        super().__init__(window)
        self._deeds = deeds
        self._shop = shop
        self._window = window

    def do(self, verb: str, rules: Sequence[Listed], anchor: QWidget) -> None:
        """Do `verb` to rules; anchor: what a choice is opened under."""
        ids = tuple(one.id for one in rules)
        if not ids:
            return
        match verb:
            case "activate":
                self._deeds.activate(ids)
            case "pause":
                self._deeds.pause(ids)
            case "template":
                self._choose_template(rules, anchor)
            case "channel":
                self._choose_route(rules, anchor)
            case "copy":
                self._choose_places(rules, anchor)
            case "delete":
                self._ask_delete(rules)

    def pause_all(self, state: ListState) -> None:
        """Stop every rule, after a question; undo lets those work again that did."""
        ids = tuple(one.id for one in state.every or () if one.is_active)
        if not ids:
            return
        said = ngettext("{count} active rule stops.", "{count} active rules stop.", len(ids))
        question = Question(
            title=_("Pause every rule?"),
            sentences=(said.format(count=len(ids)), _("What waits is skipped when its time comes.")),
            verb=_("Pause every rule"),
            is_danger=True,
        )
        ask(self._window, question, lambda: self._deeds.pause(ids))

    def menu(self, rules: Sequence[Listed], anchor: QWidget, at: QPoint) -> QMenu:
        """Open the menu of rules at a point of the screen, and return it."""
        menu = QMenu(self._window)
        one = rules[0] if len(rules) == 1 else None
        if one is not None:
            _add(menu, _("Edit"), "pencil-simple", partial(self.open_requested.emit, one.id))
        if any(not rule.is_active for rule in rules):
            _add(menu, _("Activate"), "play", partial(self.do, "activate", rules, anchor))
        if any(rule.is_active for rule in rules):
            _add(menu, _("Pause"), "pause", partial(self.do, "pause", rules, anchor))
        menu.addSeparator()
        if one is not None:
            _add(menu, _("Duplicate"), "copy", partial(self._deeds.duplicate, one.id))
        for verb, text, name in (
            ("copy", _("Copy to locations…"), "storefront"),
            ("template", _("Change the template…"), "file-text"),
            ("channel", _("Change the channels…"), "path"),
        ):
            _add(menu, text, name, partial(self.do, verb, rules, anchor))
        if one is not None and one.row.catalogue_key:
            _add(menu, _("Reset to default"), "clock-counter-clockwise", partial(self._deeds.reset, one.id))
        menu.addSeparator()
        _add(menu, _("Delete for good…"), "trash", partial(self.do, "delete", rules, anchor))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def _choose_template(self, rules: Sequence[Listed], anchor: QWidget) -> None:
        kinds = {rule.row.event_kind for rule in rules}
        options = tuple(
            Option(
                key=one.id,
                label=one.name,
                group=_("For these rules") if one.event_kind in kinds else _("Others"),
                detail="" if one.facts.version_id else _("not published"),
            )
            for one in sorted(self._shop().templates, key=lambda one: one.event_kind not in kinds)
        )
        ids = tuple(rule.id for rule in rules)
        self._open(options, anchor, lambda key: self._deeds.change_template(ids, TemplateId(key)))

    def _choose_route(self, rules: Sequence[Listed], anchor: QWidget) -> None:
        options = tuple(
            Option(key=str(number), label=_route_text(route), icon=channel_mark(route[0].value).icon)
            for number, route in enumerate(ROUTES)
        )
        ids = tuple(rule.id for rule in rules)
        self._open(options, anchor, lambda key: self._deeds.change_route(ids, ROUTES[int(key)]))

    def _choose_places(self, rules: Sequence[Listed], anchor: QWidget) -> None:
        places = dict(offers.place_choices(self._shop()))
        ids = tuple(rule.id for rule in rules)
        ticked: list[str] = []

        def tell(keys: tuple[str, ...]) -> None:
            ticked[:] = keys
            button.setEnabled(bool(keys))

        def copy() -> None:
            popup.close()
            self._deeds.copy_to(ids, [(key, places[key]) for key in ticked])

        note = _("Each location gets paused copies of its own.")
        form = ChecksForm(tuple(places.items()), (), tell, note)
        button = PrimaryButton(_("Copy"), "copy")
        button.setEnabled(False)
        button.clicked.connect(copy)
        form.add_row(button)
        popup = PillPopup(anchor)
        popup.set_form(form)
        popup.open_under(anchor)

    def _ask_delete(self, rules: Sequence[Listed]) -> None:
        count = len(rules)
        title = (
            _("Delete “{name}” for good?").format(name=rules[0].row.name)
            if count == 1
            else ngettext("Delete {count} rule for good?", "Delete {count} rules for good?", count).format(
                count=count
            )
        )
        names = "\n".join(f"• {rule.row.name}" for rule in rules[:8]) if count > 1 else ""
        if count > 8:
            names += "\n…"
        question = Question(
            title=title,
            sentences=tuple(part for part in (names, _lost([rule.row for rule in rules])) if part),
            verb=_("Delete for good"),
            is_danger=True,
        )
        ids = tuple(rule.id for rule in rules)
        ask(self._window, question, lambda: self._deeds.delete(ids))

    def _open(self, options: tuple[Option, ...], anchor: QWidget, chosen: Callable[[str], None]) -> None:
        popup = PillPopup(anchor)
        popup.set_options(options)
        popup.chosen.connect(chosen)
        popup.open_under(anchor)


def _lost(rows: Sequence[RuleRow]) -> str:
    """Say what deleting takes away, and what stays."""
    waiting = sum(row.totals.get(standing, 0) for row in rows for standing in WAITING)
    sent = sum(row.totals.get(Standing.SENT, 0) for row in rows)
    parts = [_("What the rule says is lost: conditions, channels, hours.")]
    if waiting:
        said = ngettext(
            "{count} message that waits will not leave.",
            "{count} messages that wait will not leave.",
            waiting,
        )
        parts.append(said.format(count=formats.number(waiting)))
    kept = ngettext(
        "The history stays: {count} message sent, and every decision.",
        "The history stays: {count} messages sent, and every decision.",
        sent,
    )
    parts.append(kept.format(count=formats.number(sent)))
    return " ".join(parts)


def _route_text(route: tuple[Channel, ...]) -> str:
    names = [channel_mark(channel.value).text for channel in route]
    if len(names) == 1:
        return _("{channel} only").format(channel=names[0])
    return _("{first}, then {second}").format(first=names[0], second=names[1])


def _add(menu: QMenu, text: str, name: str, deed: Callable[[], object]) -> None:
    action = QAction(icon(name), text, menu)
    action.triggered.connect(lambda _checked: deed())
    menu.addAction(action)
