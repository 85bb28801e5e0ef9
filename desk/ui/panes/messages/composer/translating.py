# SPDX-License-Identifier: LicenseRef-Desk
"""Translates what is written into the customer's language while it is written, and keeps both."""

from collections.abc import Awaitable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent, is_untranslated
from desk.translation import language
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.translation_strip import Look
from desk.ui.panes.messages.composer.view_model import ComposerModel, Spot, spot_of
from desk.ui.wording.assistants import trouble_text

REST_MS = 900
"""So long after the last key it is translated again."""


class Engine(Protocol):
    """What translates. A keeper knows whether one is set up."""

    def is_ready(self) -> Awaitable[bool]:
        """Say whether a translation service is set up."""

    def translate(self, text: str, target: str) -> Awaitable[str]:
        """Return `text` in the language `target`; Misconfigured without a service, Unavailable when it is away."""


class Translating(QObject):
    """changed(): `look` is another one. What is asked for and what was made stand in the letter itself."""

    changed = Signal()

    def __init__(self, jobs: Jobs, engine: Engine, model: ComposerModel, parent: QObject) -> None:
        super().__init__(parent)
        self.look = Look()
        self._jobs, self._engine, self._model = jobs, engine, model
        self._is_ready = False
        self._spot: Spot = spot_of(model)
        self._busy: set[Spot] = set()
        """Letters of which the words are with the service."""
        self._tried = ("", "")
        """(words, language) that were given to it last, for this letter: it is not asked the same by itself again."""
        self._trouble = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)
        model.changed.connect(self._on_model)
        self.ask()

    @property
    def is_behind(self) -> bool:
        """Whether a translation is to be sent that is not there yet, or is of other words."""
        return is_untranslated(self._content)

    def ask(self) -> None:
        """Find out whether a service is set up; it may be another one now."""
        self._jobs.start(self._ask(), self, _nothing_to_say)

    def switch(self, is_on: bool) -> None:
        """Answer in the customer's language, or not."""
        self._rest.stop()
        self._trouble, self._tried = "", ("", "")
        self._change("", "", self.look.language if is_on else "")
        self.renew()
        self.changed.emit()  # the switch goes back where there is nothing to switch

    def renew(self) -> None:
        """Translate what is written now."""
        spot, (text, target) = spot_of(self._model), self._wanted()
        if not text or not target or spot in self._busy:
            return
        self._rest.stop()
        self._trouble, self._tried = "", (text, target)
        self._busy.add(spot)
        self._jobs.start(self._translate(text, target, spot), self, partial(self._on_error, spot))
        self._show()

    def correct(self, text: str) -> None:
        """Send these words instead of the machine's; while those are being made anew they are what is corrected."""
        content, look = self._content, self.look
        is_awaited = look.is_stale and not look.trouble
        words = content.translated_of if is_awaited else content.text.strip()
        self._change(text, words, content.translated_into)

    async def _ask(self) -> None:
        self._is_ready = await self._engine.is_ready()
        self._on_model()

    async def _translate(self, text: str, target: str, spot: Spot) -> None:
        try:
            said = await self._engine.translate(text, target)
        finally:
            self._busy.discard(spot)
        content = self._content
        if spot == spot_of(self._model) and content.translated_into == target:
            self._change(said, text, target)
        self._on_model()

    def _on_error(self, spot: Spot, error: Exception) -> None:
        if spot == spot_of(self._model):
            self._trouble = trouble_text(error)
        self._on_model()

    def _on_model(self) -> None:
        self._follow_letter()
        self._follow_language()
        self._show()
        if self.look.is_stale and not self.look.is_busy and self._wanted() != self._tried:
            self._rest.start()

    def _on_rest(self) -> None:
        if self.is_behind:
            self.renew()

    def _follow_letter(self) -> None:
        """Begin anew with another letter; the next answer in the same conversation is translated, too."""
        spot, letter = spot_of(self._model), self._model.state.letter
        if spot != self._spot:
            before, self._spot = self._spot, spot
            self._rest.stop()
            self._trouble, self._tried = "", ("", "")
            goes_on = before[:2] == spot[:2] and letter.kind is DraftKind.REPLY and self.look.is_on
            if goes_on and letter.is_empty:
                self._change("", "", self.look.language)
        elif letter.content.translated and not letter.content.text.strip():
            self._change("", "", letter.content.translated_into)

    def _follow_language(self) -> None:
        """Translate no more into what the customer does not speak, such as after another one was chosen."""
        into, spoken = self._content.translated_into, self._spoken()
        if into and spoken and self._model.state.is_read and _root(into) != _root(spoken):
            self._change("", "", self._offered())

    def _show(self) -> None:
        content = self._content
        is_note = self._model.state.letter.kind is DraftKind.NOTE
        if is_note or not content.translated_into:
            look = Look(language="" if is_note else self._offered())
        else:
            look = Look(
                language=content.translated_into,
                is_on=True,
                is_busy=spot_of(self._model) in self._busy,
                is_stale=is_untranslated(content),
                text=content.translated,
                trouble=self._trouble,
            )
        if look != self.look:
            self.look = look
            self.changed.emit()

    def _spoken(self) -> str:
        state = self._model.state
        return (state.card.row.language if state.card is not None else "") or state.around.language

    def _offered(self) -> str:
        """Return the language in which an answer can be given, where that is another than one's own."""
        spoken = self._spoken()
        is_foreign = bool(spoken) and _root(spoken) != _root(language())
        return spoken if is_foreign and self._is_ready else ""

    def _wanted(self) -> tuple[str, str]:
        return self._content.text.strip(), self._content.translated_into

    @property
    def _content(self) -> DraftContent:
        return self._model.state.letter.content

    def _change(self, text: str, of: str, into: str) -> None:
        self._model.change(replace(self._content, translated=text, translated_of=of, translated_into=into))


def _root(tag: str) -> str:
    return tag.replace("_", "-").split("-", maxsplit=1)[0].lower()


def _nothing_to_say(_error: Exception) -> None:
    return None
