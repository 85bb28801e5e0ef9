# SPDX-License-Identifier: LicenseRef-Desk
"""The chips under the filter field: what is usual has one of its own, the rest is behind the last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desk.models.vocabulary import Author, Channel
from desk.translation import N_, _, ngettext
from desk.ui.panes.messages.filters import EXTRAS, NOBODY, WAITING_H
from desk.ui.panes.messages.view_model import MessagesModel, State
from desk.ui.theme import SIZE
from desk.ui.widgets import ChipRow, FilterChip
from desk.ui.widgets.speaks import Speaks
from desk.ui.wording import channel_mark, formats

CHANNELS = (Channel.EMAIL, Channel.SMS)
ROOMY = 2 * SIZE.list_least - SIZE.card
"""From this width on there is room for one more chip."""
AUTHORS = {
    Author.CUSTOMER: N_("Last answer: customer"),
    Author.OPERATOR: N_("Last answer: us"),
    Author.ROBOT: N_("Last answer: bot"),
}
_TOGGLES = {
    "is_unread": (N_("Unread"), "envelope-simple"),
    "is_flagged": (N_("To follow up"), "flag"),
    "is_mine": (N_("Mine"), "user"),
}


class FilterBar(Speaks, QWidget):
    """Narrows the list. A chip that is on ends in a cross: pressed again it is off."""

    def __init__(self, model: MessagesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._row = ChipRow("")
        self.toggles = {name: self._row.add(FilterChip("", icon)) for name, (_t, icon) in _TOGGLES.items()}
        self.channel = self._row.add(FilterChip(""))
        self.author = self._row.add(FilterChip(""))
        self.extras: dict[str, FilterChip] = {}
        self.more = self._row.add(FilterChip("", "plus"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        self._connect()
        self.retranslate()

    def show_state(self, state: State) -> None:
        """Show what the list is narrowed to."""
        filters = state.filters
        for name, chip in self.toggles.items():
            is_on = bool(getattr(filters, name))
            chip.setChecked(is_on)
            chip.set_text(_(_TOGGLES[name][0]) + ("  ✕" if is_on else ""))
        self.toggles["is_mine"].setVisible(state.choices.me is not None)
        self.channel.choose(filters.channel)
        self.author.choose(filters.last_author)
        for name in EXTRAS:
            text = extra_text(name, state)
            if text or name in self.extras:
                self._show_extra(name, text)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._row.setAccessibleName(_("Filters"))
        channels = [(channel.value, channel_mark(channel).text) for channel in CHANNELS]
        self.channel.set_options([("", _("All channels")), *channels])
        authors = [(author.value, _(text)) for author, text in AUTHORS.items()]
        self.author.set_options([("", _("Last answer")), *authors])
        self.more.set_text("")
        self.more.setAccessibleName(_("More filters"))
        self.more.setToolTip(_("More filters"))
        self.show_state(self._model.state)

    def open_more(self, under: QWidget) -> None:
        """Offer the filters that have no chip of their own."""
        menu = more_menu(self._model, self)
        corner = under.rect().bottomLeft()
        menu.popup(under.mapToGlobal(corner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.more.setVisible(self.width() >= ROOMY)  # beside cards the button in the field does it

    def _connect(self) -> None:
        for name, chip in self.toggles.items():
            chip.clicked.connect(partial(self._flip, name))
        self.channel.chosen.connect(self._on_channel)
        self.author.chosen.connect(self._on_author)
        self.more.setCheckable(False)
        self.more.clicked.connect(self._on_more)

    def _show_extra(self, name: str, text: str) -> None:
        """Show a further filter as a chip of its own, made when it is first chosen."""
        if name not in self.extras:
            self.extras[name] = self._row.add(FilterChip(""))
            self.extras[name].clicked.connect(partial(self._model.widen, name))
        chip = self.extras[name]
        chip.setVisible(bool(text))
        chip.setChecked(True)
        chip.set_text(f"{text}  ✕")
        chip.setAccessibleName(_("Only {subject}: show all").format(subject=text))

    def _flip(self, name: str) -> None:
        self._model.narrow(**{name: not getattr(self._model.state.filters, name)})

    def _on_channel(self, key: str) -> None:
        self._model.narrow(channel=key)

    def _on_author(self, key: str) -> None:
        self._model.narrow(last_author=key)

    def _on_more(self) -> None:
        self.open_more(self.more)


def extra_text(name: str, state: State) -> str:
    """Say one of the further filters; "" while it leaves nothing out."""
    return _EXTRA_TEXTS[name](state)


def _tag_text(state: State) -> str:
    tag = state.filters.tag
    return tag and _("Tag: {tag}").format(tag=tag)


def _language_text(state: State) -> str:
    language = state.filters.language
    return formats.language_name(language) if language else ""


def _assignee_text(state: State) -> str:
    wanted = state.filters.assignee_id
    if wanted == NOBODY:
        return _("Assigned to nobody")
    name = state.choices.names.get(wanted, "")
    return _("Assigned to {names}").format(names=name) if name else ""


def waiting_text(hours: int) -> str:
    """Say for how long nobody has answered."""
    if hours < 24:
        said = ngettext("No answer for {count} hour", "No answer for {count} hours", hours)
        return said.format(count=hours)
    days = hours // 24
    return ngettext("No answer for {count} day", "No answer for {count} days", days).format(count=days)


_EXTRA_TEXTS: Mapping[str, Callable[[State], str]] = {
    "is_followed": lambda state: _("Followed") if state.filters.is_followed else "",
    "assignee_id": _assignee_text,
    "mailbox_id": lambda state: dict(state.choices.mailboxes).get(state.filters.mailbox_id, ""),
    "location_id": lambda state: state.choices.place_name(state.filters.location_id),
    "tag": _tag_text,
    "waiting_h": lambda state: waiting_text(state.filters.waiting_h) if state.filters.waiting_h else "",
    "has_attachment": lambda state: _("With attachment") if state.filters.has_attachment else "",
    "language": _language_text,
    "customer_id": lambda state: state.subject if state.filters.customer_id else "",
}


def more_menu(model: MessagesModel, parent: QWidget) -> QMenu:
    """Make the menu of further filters; it goes away once it is closed."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setAccessibleName(_("More filters"))
    filters, choices = model.state.filters, model.state.choices
    _choice(menu, _("With attachment"), filters.has_attachment, partial(_flip, model, "has_attachment"))
    if choices.my_id:
        _choice(menu, _("Followed"), filters.is_followed, partial(_flip, model, "is_followed"))
    waits = [(str(hours), waiting_text(hours)) for hours in WAITING_H]
    _sub(menu, _("Without an answer"), waits, str(filters.waiting_h), partial(_waits, model))
    tags = [(tag, tag) for tag in choices.tags]
    _sub(menu, _("Tag"), tags, filters.tag, partial(_set, model, "tag"))
    people = [(NOBODY, _("Nobody")), *((one.id, one.name) for one in choices.operators)]
    _sub(menu, _("Assigned to"), people, filters.assignee_id, partial(_set, model, "assignee_id"))
    _sub(menu, _("Mailbox"), choices.mailboxes, filters.mailbox_id, partial(_set, model, "mailbox_id"))
    places = [(place.id, place.name) for place in choices.places]
    _sub(menu, _("Location"), places, filters.location_id, partial(_set, model, "location_id"))
    languages = [(tag, formats.language_name(tag)) for tag in choices.languages]
    _sub(menu, _("Language"), languages, filters.language, partial(_set, model, "language"))
    return menu


def _sub(
    menu: QMenu, title: str, options: Sequence[tuple[str, str]], current: str, deed: partial[None]
) -> None:
    submenu = menu.addMenu(title)
    submenu.setEnabled(bool(options))
    for key, label in options:
        _choice(submenu, label, key == current, partial(deed, "" if key == current else key))


def _choice(menu: QMenu, label: str, is_on: bool, deed: partial[None]) -> None:
    action = menu.addAction(label.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(is_on)
    action.triggered.connect(lambda *_on: deed())


def _flip(model: MessagesModel, name: str) -> None:
    model.narrow(**{name: not getattr(model.state.filters, name)})


def _set(model: MessagesModel, name: str, key: str) -> None:
    model.narrow(**{name: key})


def _waits(model: MessagesModel, hours: str) -> None:
    model.narrow(waiting_h=int(hours or 0))
