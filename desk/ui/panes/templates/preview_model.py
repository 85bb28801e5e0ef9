# SPDX-License-Identifier: LicenseRef-Desk
"""The preview: what a person would receive, made anew at each keystroke by a worker of its own.

One rendering is under way at a time; what is typed meanwhile is rendered next, so that the newest always wins.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk import clock
from desk.errors import DeskError
from desk.services.delivery import sending_fields
from desk.services.store import Change, Session
from desk.services.templates import (
    Renderer,
    RenderFailure,
    Rendering,
    RenderJob,
    Text,
    policies_to_json,
)
from desk.ui import jobs
from desk.ui.live_query import LiveQuery
from desk.ui.panes.templates import edits, personas
from desk.ui.panes.templates.personas import Persona, Scene
from desk.ui.panes.templates.variables import NAMES
from desk.ui.panes.templates.view_model import EditorModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.bootstrap import Desk

QUIET_MS = 0
"""Between a keystroke and the rendering: the next turn of the loop; what is typed meanwhile waits for the next."""
MOST_MISSING = 12
ABOUT = (Change.CUSTOMERS, Change.RECORDS, Change.SETTINGS, Change.LOCATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewState:
    """What the preview shows.

    rendering: the newest that could be made; None before the first. failure: why the newest words make no
    message; the rendering is then the one before. missing: paths without a value for this person, shown with
    the sample's. revision: of the words that rendering and failure are about.
    """

    channel: str = edits.MAIL
    scene: Scene = field(default_factory=Scene)
    found: tuple[Persona, ...] = ()
    rendering: Rendering | None = None
    failure: RenderFailure | None = None
    missing: tuple[str, ...] = ()
    revision: int = 0
    error: Exception | None = None

    @property
    def persona(self) -> Persona:
        """For whom it is shown."""
        return self.scene.persona


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What was to be rendered; two that are equal give the same message."""

    text: Text
    channel: str
    language: str
    policies: object
    scene: Scene


class PreviewModel(QObject):
    """changed(): the state is another one. begun(): the document to come is another one, not a later one."""

    changed = Signal()
    begun = Signal()

    def __init__(self, desk: Desk, model: EditorModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._db = model, desk.db
        self.state = PreviewState()
        self.renderer = Renderer(NAMES, is_drafting=True)
        self._wish: _Wish | None = None
        self._revision = 0
        self._is_rendering = self._is_shown = self._is_over = False
        self._kind: str | None = None
        self._search = ""
        self._persona = personas.SAMPLE
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._begin)
        self._scene = LiveQuery(desk, self._read_scene(), ABOUT, self)
        self._scene.rows_changed.connect(self._on_scene)
        self._scene.error_changed.connect(self._on_error)
        self._found = LiveQuery(desk, self._read_found(), (Change.CUSTOMERS, Change.RECORDS), self)
        self._found.rows_changed.connect(self._on_found)
        model.changed.connect(self._on_editor)

    @property
    def revision(self) -> int:
        """The number of the newest words that were asked for."""
        return self._revision

    def show(self, *, is_shown: bool) -> None:
        """Render only while somebody looks; a worker is made ready ahead of the first words."""
        self._is_shown = is_shown and not self._is_over
        if self._is_shown:
            jobs.start(self._warm(), self, self._on_error)
            self._wish = None
            self._want()

    def show_channel(self, channel: str) -> None:
        """Show what goes over another channel."""
        if channel != self.state.channel:
            self._put(replace(self.state, channel=channel, rendering=None, failure=None, missing=()))
            self._want()

    def search(self, text: str) -> None:
        """Look for people by name, number or address."""
        self._search = text
        self._found.use(self._read_found())

    def choose(self, persona: Persona) -> None:
        """Show it for somebody else."""
        self._persona = persona
        self._scene.use(self._read_scene())

    def step(self, by: int) -> None:
        """Show it for the next (1) or the previous (-1) person that was found, round and round."""
        row = (personas.SAMPLE, *self.state.found)
        at = next((n for n, one in enumerate(row) if _is_same(one, self._persona)), 0)
        self.choose(row[(at + by) % len(row)])

    async def stop(self) -> None:
        """End the worker."""
        self._is_over, self._is_shown = True, False
        await self.renderer.close()

    async def _warm(self) -> None:
        if not self._is_over:
            await self.renderer.start()

    # ------------------------------------------------------------------------------- rendering

    def _on_editor(self) -> None:
        state = self._model.state
        if state.opened is not None and state.event_kind != self._kind:
            self._kind = state.event_kind
            self._persona = personas.SAMPLE
            self._scene.use(self._read_scene())
            self._found.use(self._read_found())
        self._want()

    def _want(self) -> None:
        """Ask for a rendering when anything that matters to it has changed."""
        wish = self._wished()
        if wish == self._wish or not self._is_shown:
            return
        if wish is None or self._wish is None or _is_other(wish, self._wish):
            self.begun.emit()
        self._wish = wish
        self._revision += 1
        if wish is None:
            self._put(replace(self.state, rendering=None, failure=None, missing=()))
        elif not self._is_rendering:
            self._quiet.start()

    def _wished(self) -> _Wish | None:
        state, channel = self._model.state, self.state.channel
        if state.opened is None or not self.state.scene.fields:
            return None
        text = edits.text_of(state.wording, channel, state.language)
        if not edits.says(text):
            return None
        return _Wish(
            text=text,
            channel=channel,
            language=state.language,
            policies=state.wording.policies,
            scene=self.state.scene,
        )

    def _begin(self) -> None:
        wish = self._wish
        if wish is not None and self._is_shown and not self._is_rendering:
            self._is_rendering = True
            jobs.start(self._render(wish, self._revision), self, self._on_error)

    async def _render(self, wish: _Wish, revision: int) -> None:
        if self._is_over:
            return
        job = self._job(wish, revision)
        outcome, missing = await self._rendered(job)
        self._is_rendering = False
        if revision != self._revision:
            self._quiet.start()
        if wish.channel == self.state.channel and wish.scene is self.state.scene:
            self._show(outcome, missing, revision)

    async def _rendered(self, job: RenderJob) -> tuple[Rendering | RenderFailure, Sequence[str]]:
        """Render; where values are missing, again with samples in their place, so that the rest can be seen."""
        missing: list[str] = []
        while True:
            outcome = (await self.renderer.render([job]))[0]
            if not isinstance(outcome, RenderFailure) or outcome.code != "missing_value":
                return outcome, missing
            sample = personas.samples_for(self._kind or "", {outcome.place})
            if not sample or len(missing) >= MOST_MISSING:
                return outcome, missing
            missing.append(outcome.place)
            job = replace(job, fields={**job.fields, **sample})

    def _job(self, wish: _Wish, revision: int) -> RenderJob:
        state, scene = self._model.state, wish.scene
        fields = dict(scene.fields)
        if not scene.persona.is_sample:
            fields |= sending_fields("0" * 8, scene.location, scene.zone, wish.language, clock.now())
        return RenderJob(
            key=f"preview-{revision}",
            channel=wish.channel,
            language=wish.language,
            default_language=state.shop.settings.default_language,
            texts={wish.channel: {wish.language: wish.text.to_json()}},
            policies=policies_to_json(state.wording.policies),
            fields=fields,
            brand=scene.brand,
        )

    def _show(self, outcome: Rendering | RenderFailure, missing: Sequence[str], revision: int) -> None:
        made = outcome if isinstance(outcome, Rendering) else self.state.rendering
        failure = outcome if isinstance(outcome, RenderFailure) else None
        self._put(
            replace(
                self.state,
                rendering=made,
                failure=failure,
                missing=tuple(missing),
                revision=revision,
                error=None,
            )
        )

    # ---------------------------------------------------------------------------------- people

    def _read_scene(self) -> Callable[[Session], Scene]:
        kind, persona = self._kind or "", self._persona
        return lambda session: personas.read_scene(session, kind, persona)

    def _read_found(self) -> Callable[[Session], tuple[Persona, ...]]:
        kind, text = self._kind or "", self._search
        return lambda session: personas.find_personas(session, kind, text)

    def _on_scene(self, scene: Scene) -> None:
        if scene != self.state.scene:
            self._put(replace(self.state, scene=scene))
            self._want()

    def _on_found(self, found: tuple[Persona, ...]) -> None:
        self._put(replace(self.state, found=found))

    def _on_error(self, error: Exception | None) -> None:
        self._is_rendering = False
        if error is None or isinstance(error, DeskError):
            self._put(replace(self.state, error=error))

    def _put(self, state: PreviewState) -> None:
        self.state = state
        self.changed.emit()


def _is_same(one: Persona, other: Persona) -> bool:
    return (one.customer_id, one.record_id) == (other.customer_id, other.record_id)


def _is_other(wish: _Wish, before: _Wish) -> bool:
    """Say whether a document is another one, rather than the same with other words."""
    return (wish.channel, wish.language) != (before.channel, before.language)
