# SPDX-License-Identifier: LicenseRef-Desk
"""Completes what is typed: templates and saved replies, placeholders, colleagues, emoji."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desk.models.vocabulary import Channel, DraftKind
from desk.services.events import KINDS, all_fields
from desk.services.shop import fold
from desk.translation import _
from desk.ui.live_query import LiveQuery
from desk.ui.panes.messages.composer import emoji, snippets
from desk.ui.panes.messages.composer.editor import Editor
from desk.ui.panes.messages.composer.holes import filled
from desk.ui.panes.messages.composer.offers import Offer
from desk.ui.panes.messages.composer.readings import spelled
from desk.ui.panes.messages.composer.snippets import Shelf, Situation, Snippet
from desk.ui.panes.messages.composer.template_words import TemplateWords, Wanted
from desk.ui.panes.messages.composer.triggers import Sign, Trigger
from desk.ui.panes.messages.composer.view_model import ComposerModel, about_now
from desk.ui.wording import field_name

MOST = 40


class Inserting(QObject):
    """Offers what may be meant and puts in what was chosen. shelf: what a slash offers, kept up to date.

    used(str): a saved reply was put in. made(): the words of a template are there, or were not wanted any more.
    """

    used = Signal(str)
    made = Signal()

    def __init__(self, editor: Editor, model: ComposerModel) -> None:
        super().__init__(editor)
        self.shelf = Shelf()
        self._editor, self._model = editor, model
        self._trigger: Trigger | None = None
        self._shelf_query: LiveQuery[Shelf] | None = None
        self._rendering: TemplateWords | None = None
        self._making: list[tuple[object, ...]] = []
        self._recent: tuple[str, ...] = ()
        editor.offers_wanted.connect(self._on_wanted)
        editor.offers.chosen.connect(self._on_chosen)

    def follow(self, query: LiveQuery[Shelf]) -> None:
        """Take what a slash offers from `query`."""
        self._shelf_query = query
        query.rows_changed.connect(self._on_shelf)

    def render_by(self, rendering: TemplateWords) -> None:
        """Have templates rendered by `rendering`; until then they are filled as saved replies are."""
        self._rendering = rendering

    @property
    def is_making(self) -> bool:
        """Whether a template's words are on their way into this letter."""
        return self._place() in self._making

    def start(self, sign: Sign) -> None:
        """Type a sign for the person, at the beginning of a word, and offer what it stands for."""
        cursor = self._editor.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        lead = "" if not before or before[-1].isspace() or sign is Sign.PLACEHOLDER else " "
        self._editor.insert(lead + sign.value)
        self._editor.look_again()

    def _on_shelf(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def _on_wanted(self, trigger: Trigger | None) -> None:
        self._trigger = trigger
        if trigger is None:
            return
        heading, offers, nothing = self._offers(trigger)
        shown = (
            _("{heading} · “{typed}”").format(heading=heading, typed=trigger.typed)
            if trigger.typed
            else heading
        )
        self._editor.offers.offer(shown, offers, self._editor.cursorRect(), nothing=nothing)

    def _offers(self, trigger: Trigger) -> tuple[str, Sequence[Offer], str]:
        match trigger.sign:
            case Sign.SNIPPET:
                is_begun = not trigger.typed
                nothing = _("No saved reply or template yet.") if is_begun else ""
                return _("Templates"), self._snippets(trigger.typed), nothing
            case Sign.PLACEHOLDER:
                return _("Placeholders"), self._placeholders(trigger.typed), ""
            case Sign.COLLEAGUE:
                return _("Colleagues"), self._colleagues(trigger.typed), ""
            case Sign.EMOJI:
                return _("Emoji"), _emoji(trigger.typed), ""

    def _snippets(self, typed: str) -> list[Offer]:
        return [
            Offer(
                key=one.key,
                title=f"/{one.shortcut}",
                detail=one.name,
                preview=self.words(one)[1],
                icon="chat-circle-text" if one.saved_id else "file-text",
            )
            for one in snippets.found(self.shelf.snippets, typed, self._situation())
        ]

    def _situation(self) -> Situation:
        known = self._model.state.around.fields
        kind = next((one.name for one in KINDS if any(path.startswith(f"{one.name}.") for path in known)), "")
        return Situation(channel=self._channel(), record_kind=kind, recent=self._recent)

    def _placeholders(self, typed: str) -> list[Offer]:
        known = self._model.state.around.fields
        wanted = fold(typed)
        offers = [
            Offer(
                key=field.path, title=field_name(field.path), detail=known[field.path], icon="brackets-curly"
            )
            for field in all_fields()
            if known.get(field.path) and not field.path.endswith(".id")
        ]
        fitting = [one for one in offers if wanted in fold(one.title) or wanted in fold(one.key)]
        return sorted(fitting, key=lambda one: not fold(one.title).startswith(wanted))[:MOST]

    def _colleagues(self, typed: str) -> list[Offer]:
        me = self._model.state.around.me
        wanted = fold(typed)
        return [
            Offer(key=one.id, title=one.name, icon="user")
            for one in self._model.state.around.staff
            if (me is None or one.id != me.id) and any(w.startswith(wanted) for w in fold(one.name).split())
        ]

    def _on_chosen(self, key: str) -> None:
        trigger = self._trigger
        if trigger is None:
            return
        match trigger.sign:
            case Sign.SNIPPET:
                self._put_snippet(key, trigger)
            case Sign.PLACEHOLDER:
                self._editor.insert(self._model.state.around.fields.get(key, ""), trigger)
            case Sign.COLLEAGUE:
                self._put_colleague(key, trigger)
            case Sign.EMOJI:
                self._editor.insert(key, trigger)

    def words(self, one: Snippet) -> tuple[str, str]:
        """Return (subject, text) of a snippet for this customer: what is known is filled in."""
        around = self._model.state.around
        subject, text = one.words(self._channel(), around.language, self.shelf.language)

        def known(spelling: str) -> str:
            return spelled(around.fields, spelling)

        return filled(subject, known, _named), filled(text, known, _named)

    def _put_snippet(self, key: str, trigger: Trigger) -> None:
        one = next((each for each in self.shelf.snippets if each.key == key), None)
        if one is None:
            return
        self._recent = tuple(dict.fromkeys((one.key, *self._recent)))[:MOST]
        if one.template_id and self._rendering is not None:
            self._render(one, trigger, self._rendering)
            return
        subject, text = self.words(one)
        self._editor.insert(text, trigger)
        if one.saved_id:
            self.used.emit(one.saved_id)
        self._note(one, subject)

    def _render(self, one: Snippet, trigger: Trigger, rendering: TemplateWords) -> None:
        """Take what was typed away and put the words there once they are made, unless another letter is open then."""
        self._editor.insert("", trigger)
        here, letter = self._editor.textCursor(), self._place()
        self._making.append(letter)

        def put(made: tuple[str, str] | None) -> None:
            self._making.remove(letter)
            if self._place() == letter:
                subject, text = made or self.words(one)
                self._editor.setTextCursor(here)
                self._editor.insert(text)
                self._note(one, subject)
            self.made.emit()

        around = self._model.state.around
        wanted = Wanted(
            template_id=one.template_id,
            channel=self._channel(),
            language=around.language,
            about=about_now(self._model.state),
        )
        rendering.make(wanted, put)

    def _place(self) -> tuple[object, ...]:
        state = self._model.state
        where = self._model.turn, state.conversation_id, state.customer_id
        return (*where, state.letter.kind, state.letter.content.channel)

    def _note(self, one: Snippet, subject: str) -> None:
        """Take the subject where there is none yet, and remember which template it was."""
        content = self._model.state.letter.content
        is_new = self._model.state.letter.kind is DraftKind.NEW
        wanted = subject if subject and (is_new or not content.subject) else content.subject
        self._model.change(
            replace(content, subject=wanted, template_id=one.template_id or content.template_id)
        )

    def _put_colleague(self, key: str, trigger: Trigger) -> None:
        one = next((each for each in self._model.state.around.staff if each.id == key), None)
        if one is not None:
            self._editor.insert(f"@{one.name} ", trigger)
            content = self._model.state.letter.content
            self._model.change(replace(content, mentions=tuple(dict.fromkeys((*content.mentions, one.id)))))

    def _channel(self) -> Channel:
        return self._model.state.letter.content.channel


def _emoji(typed: str) -> list[Offer]:
    return [Offer(key=one.sign, title=one.name, sign=one.sign) for one in emoji.found(typed)[:MOST]]


def _named(spelling: str) -> str:
    from desk.services.delivery import placeholder_names

    return field_name(placeholder_names().path_of(spelling)[0])
