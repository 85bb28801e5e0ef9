# SPDX-License-Identifier: LicenseRef-Desk
"""The template that is open: what is typed, where one looks, and what somebody else changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.errors import Problem
from desk.models.identity import TemplateId
from desk.services.store import Change, Session
from desk.services.templates import Text, Wording
from desk.translation import _
from desk.ui.changes import Changes
from desk.ui.live_query import LiveQuery
from desk.ui.panes.templates import edits, readings
from desk.ui.panes.templates.spare import Spare

if TYPE_CHECKING:
    from desk.bootstrap import Desk

SHOP = (Change.SETTINGS, Change.LOCATIONS)
NOTHING = Wording(texts={})
REST_S = 1.2
"""Who rests longer than this while typing begins another change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the editor shows.

    opened: the template as it was read or kept last; None while none is open. base: what it said then, in
    blocks. wording: what is typed. theirs: what somebody else kept meanwhile. spare: words that could not be
    kept before Desk ended; the person decides. blocking: what just kept it from being published. is_gone:
    somebody deleted the template.
    """

    opened: readings.Opened | None = None
    base: Wording = NOTHING
    wording: Wording = NOTHING
    channel: str = edits.MAIL
    language: str = ""
    shop: readings.Shop = field(default_factory=readings.Shop)
    has_shop: bool = False
    theirs: readings.Opened | None = None
    spare: Wording | None = None
    blocking: tuple[Problem, ...] = ()
    is_gone: bool = False
    is_busy: bool = False
    error: Exception | None = None

    @property
    def is_dirty(self) -> bool:
        """Whether anything typed is not kept yet."""
        return self.opened is not None and self.wording is not self.base and self.wording != self.base

    @property
    def event_kind(self) -> str:
        """The event type whose fields the template may use; "" for any."""
        return self.opened.row.card.event_kind if self.opened else ""

    @property
    def text(self) -> Text:
        """What is said on the channel and in the language that are shown."""
        return edits.text_of(self.wording, self.channel, self.language)


class EditorModel(QObject):
    """changed(): the state is another one. opened(): another template is open.

    typed(): the person changed the words. leaving(): another template will be shown now.
    """

    changed = Signal()
    opened = Signal()
    typed = Signal()
    leaving = Signal()

    def __init__(self, desk: Desk, spare: Spare, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spare = spare
        self.state = State()
        self.history: Changes[Wording] = Changes(self, rest_s=REST_S)
        self.history.value_changed.connect(self._on_wording)
        self._wanted: TemplateId | None = None
        self._query = LiveQuery(desk, _nothing, (Change.TEMPLATES, Change.RULES), self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)
        self._shop = LiveQuery(desk, readings.read_shop, SHOP, self)
        self._shop.rows_changed.connect(self._on_shop)

    @property
    def template_id(self) -> TemplateId | None:
        """The template that is open, or being opened."""
        return self._wanted

    def open(self, template_id: TemplateId | None) -> None:
        """Show a template, or none; what was typed into the one before is kept first."""
        if template_id == self._wanted:
            return
        self.leaving.emit()
        self._wanted = template_id
        self.history.begin()
        self.put(State(shop=self.state.shop, has_shop=self.state.has_shop, channel=self.state.channel))
        self._query.use(_reading(template_id))

    def refresh(self) -> None:
        """Read the template again."""
        self._query.refresh()

    def show_part(self, channel: str = "", language: str = "") -> None:
        """Show another channel or language."""
        state = replace(self.state, channel=channel or self.state.channel)
        state = replace(state, language=language or state.language)
        self.put(state if language else replace(state, language=_spoken(state)))

    def edit(self, wording: Wording, what: str, key: str = "") -> None:
        """Change what is typed. what: how undo calls it (translated). key: typing goes on with the same one."""
        if self.state.opened is not None and wording != self.state.wording:
            self.history.push(self.state.wording, wording, what, key)

    def edit_text(self, text: Text, what: str, key: str = "") -> None:
        """Change the text that is shown."""
        state = self.state
        changed = edits.with_text(state.wording, state.channel, state.language, text)
        self.edit(changed, what, f"{state.channel}.{state.language}.{key}" if key else "")

    def settle(self, *, mine: bool) -> None:
        """End a conflict: go on with one's own words on top of the other's, or take the other's."""
        theirs = self.state.theirs
        if theirs is None:
            return
        if mine:
            base = edits.normal(theirs.version.wording)
            self.put(replace(self.state, opened=theirs, base=base, theirs=None))
            self.typed.emit()
        else:
            self._spare.drop(theirs.row.id)
            self._take(theirs)

    def settle_spare(self, *, take: bool) -> None:
        """Take the words that were left from last time, or drop them."""
        words, opened = self.state.spare, self.state.opened
        self.put(replace(self.state, spare=None))
        if opened is not None:
            self._spare.drop(opened.row.id)
        if take and words is not None:
            self.edit(words, _("Take back what was typed last time"))

    def put(self, state: State) -> None:
        """Show another state."""
        self.state = state
        self.changed.emit()

    def _on_read(self, opened: readings.Opened | None) -> None:
        mine = self.state.opened
        if self._wanted is None or (opened is not None and opened.row.id != self._wanted):
            return
        if opened is None:
            self.put(replace(self.state, is_gone=True))
        elif mine is None:
            self._take(opened)
            self._look_for_spare(opened)
            self.opened.emit()
        elif _same(opened, mine):
            self.put(replace(self.state, opened=replace(mine, row=opened.row), error=None))
        elif self.state.is_busy:  # our own saving is on its way; what it finds decides
            return
        elif self.state.is_dirty:
            self.put(replace(self.state, theirs=opened))
        else:
            self._take(opened)

    def _take(self, opened: readings.Opened) -> None:
        """Show what is kept."""
        base = edits.normal(opened.version.wording)
        state = replace(self.state, opened=opened, base=base, wording=base, theirs=None, error=None)
        self.history.begin()
        self.put(_looking(state))

    def _look_for_spare(self, opened: readings.Opened) -> None:
        words = self._spare.find(opened.row.id)
        if words is not None and words != self.state.base:
            self.put(replace(self.state, spare=words))

    def _on_shop(self, shop: readings.Shop) -> None:
        is_first = not self.state.has_shop
        state = replace(self.state, shop=shop, has_shop=True)
        self.put(replace(state, language=_spoken(state)) if is_first and state.opened is not None else state)

    def _on_wording(self, wording: Wording) -> None:
        self.put(replace(self.state, wording=wording, blocking=()))
        self.typed.emit()

    def _on_error(self, error: Exception | None) -> None:
        if error is not self.state.error:
            self.put(replace(self.state, error=error))


def _looking(state: State) -> State:
    """Return the state with a channel and a language that its wording has."""
    channels = [one for one in edits.CHANNELS if state.wording.texts.get(one)]
    if channels and state.channel not in channels:
        state = replace(state, channel=channels[0])
    return replace(state, language=_spoken(state))


def _spoken(state: State) -> str:
    """Return the language to show on the channel: the one that is shown, the shop's, any."""
    usual = state.shop.settings.default_language
    spoken = tuple(state.wording.texts.get(state.channel, {})) or edits.languages(state.wording)
    wanted = (state.language, usual, *spoken)
    return next((one for one in wanted if one and one in spoken), state.language or usual)


def _same(one: readings.Opened, other: readings.Opened) -> bool:
    """Say whether two readings are of the same version as it stands."""
    a, b = one.version, other.version
    return (a.id, a.updated_at, a.state) == (b.id, b.updated_at, b.state)


def _reading(template_id: TemplateId | None) -> Callable[[Session], readings.Opened | None]:
    """Return what reads a template."""
    if template_id is None:
        return _nothing
    return lambda session: readings.read_opened(session, template_id)


def _nothing(_session: Session) -> readings.Opened | None:
    return None
