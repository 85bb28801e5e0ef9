# SPDX-License-Identifier: LicenseRef-Desk
"""Translates what is written into the customer's language while it is written, and keeps both."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desk.models.vocabulary import DraftKind
from desk.services.inbox import DraftContent
from desk.translation import language
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.translation_strip import Look
from desk.ui.panes.messages.composer.view_model import ComposerModel, Spot, spot_of
from desk.ui.wording import failure_text

REST_MS = 900
"""So long after the last key it is translated again."""


class Engine(Protocol):
    """What translates. A keeper knows whether one is set up."""

    def is_ready(self) -> Awaitable[bool]:
        """Say whether a translation service is set up."""

    def translate(self, text: str, target: str) -> Awaitable[str]:
        """Return `text` in the language `target`; Misconfigured without a service, Unavailable when it is away."""


class Translating(QObject):
    """changed(): `look` is another one."""

    changed = Signal()

    def __init__(self, jobs: Jobs, engine: Engine, model: ComposerModel, parent: QObject) -> None:
        super().__init__(parent)
        self.look = Look()
        self._jobs, self._engine, self._model = jobs, engine, model
        self._is_ready = False
        self._translated_from = ""
        self._spot: Spot = spot_of(model)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.renew)
        model.changed.connect(self._on_model)
        jobs.start(self._ask(), self, _nothing_to_say)

    @property
    def is_behind(self) -> bool:
        """Whether what is written is not translated yet, and would leave as it is."""
        content = self._model.state.letter.content
        return self.look.is_on and bool(content.text.strip()) and not content.translated.strip()

    def switch(self, is_on: bool) -> None:
        """Answer in the customer's language, or not."""
        if not is_on:
            self._rest.stop()
            self._keep("")
        self._set(replace(self.look, is_on=is_on, is_busy=False, trouble=""))
        if is_on:
            self.renew()

    def renew(self) -> None:
        """Translate what is written now."""
        text = self._model.state.letter.content.text.strip()
        if text and self.look.is_on and not self.look.is_busy:
            self._set(replace(self.look, is_busy=True, trouble=""))
            spot = spot_of(self._model)
            self._jobs.start(self._translate(text, self.look.language, spot), self, self._on_error)

    def correct(self, text: str) -> None:
        """Send these words instead of the machine's."""
        self._translated_from = self._model.state.letter.content.text.strip()
        self._set(replace(self.look, text=text, is_stale=False))
        self._keep(text)

    async def _ask(self) -> None:
        self._is_ready = await self._engine.is_ready()
        self._on_model()

    async def _translate(self, text: str, target: str, spot: Spot) -> None:
        said = await self._engine.translate(text, target)
        is_of_this = spot == spot_of(self._model) and target == self.look.language
        if not is_of_this or not self.look.is_on:
            return
        self._translated_from = text
        is_stale = self._model.state.letter.content.text.strip() != text
        self._set(replace(self.look, text=said, is_busy=False, is_stale=is_stale))
        if is_stale:
            self._rest.start()
        else:
            self._keep(said)

    def _on_error(self, error: Exception) -> None:
        failure = failure_text(error)
        self._set(replace(self.look, is_busy=False, trouble=f"{failure.title} {failure.sentence}".strip()))

    def _on_model(self) -> None:
        state = self._model.state
        content = state.letter.content
        card = state.card
        spoken = (card.row.language if card is not None else "") or state.around.language
        is_foreign = bool(spoken) and _root(spoken) != _root(language())
        wanted = spoken if is_foreign and self._is_ready and state.letter.kind is not DraftKind.NOTE else ""
        spot, text = spot_of(self._model), content.text.strip()
        if spot != self._spot or wanted != self.look.language:
            goes_on = self.look.is_on and spot[:2] == self._spot[:2]  # the next answer here, too
            self._spot = spot
            self._take(Look(language=wanted, is_on=goes_on and bool(wanted)), content)
        elif content.translated and not self.look.is_on:  # a draft that was read only now
            self._take(self.look, content)
        elif self.look.is_on and text != self._translated_from:
            if content.translated:
                self._keep("")  # it is of other words
            if not self.look.is_busy:
                self._set(replace(self.look, is_stale=bool(text)))
                self._rest.start()

    def _take(self, look: Look, content: DraftContent) -> None:
        """Show the translation that is kept with what is written."""
        self._translated_from = content.text.strip() if content.translated else ""
        self._set(replace(look, is_on=look.is_on or bool(content.translated), text=content.translated))

    def _keep(self, text: str) -> None:
        self._model.change(replace(self._model.state.letter.content, translated=text))

    def _set(self, look: Look) -> None:
        if look != self.look:
            self.look = look
            self.changed.emit()


def _root(tag: str) -> str:
    return tag.replace("_", "-").split("-", maxsplit=1)[0].lower()


def _nothing_to_say(_error: Exception) -> None:
    return None
