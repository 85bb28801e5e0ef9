# SPDX-License-Identifier: LicenseRef-Desk
"""Translates what is written into the customer's language while it is written, and keeps both."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desk.models.vocabulary import DraftKind
from desk.translation import language
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.translation_strip import Look
from desk.ui.panes.messages.composer.view_model import ComposerModel
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
        self._conversation_id: str | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.renew)
        model.changed.connect(self._on_model)
        jobs.start(self._ask(), self, _nothing_to_say)

    def switch(self, is_on: bool) -> None:
        """Answer in the customer's language, or not."""
        self._set(replace(self.look, is_on=is_on, trouble=""))
        if is_on:
            self.renew()
        else:
            self._rest.stop()
            self._keep("")

    def renew(self) -> None:
        """Translate what is written now."""
        text = self._model.state.letter.content.text.strip()
        if text and self.look.is_on and not self.look.is_busy:
            self._set(replace(self.look, is_busy=True, trouble=""))
            self._jobs.start(self._translate(text, self.look.language), self, self._on_error)

    def correct(self, text: str) -> None:
        """Send these words instead of the machine's."""
        self._set(replace(self.look, text=text))
        self._keep(text)

    async def _ask(self) -> None:
        self._is_ready = await self._engine.is_ready()
        self._on_model()

    async def _translate(self, text: str, target: str) -> None:
        said = await self._engine.translate(text, target)
        if target != self.look.language or not self.look.is_on:
            return
        self._translated_from = text
        is_stale = self._model.state.letter.content.text.strip() != text
        self._set(replace(self.look, text=said, is_busy=False, is_stale=is_stale))
        self._keep(said)
        if is_stale:
            self._rest.start()

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
        if state.conversation_id != self._conversation_id or wanted != self.look.language:
            self._conversation_id = state.conversation_id
            self._translated_from = content.text.strip() if content.translated else ""
            self._set(Look(language=wanted, is_on=bool(content.translated), text=content.translated))
        elif self.look.is_on and content.text.strip() != self._translated_from and not self.look.is_busy:
            self._set(replace(self.look, is_stale=bool(content.text.strip())))
            self._rest.start()

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
