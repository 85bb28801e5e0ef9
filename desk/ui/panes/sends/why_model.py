# SPDX-License-Identifier: LicenseRef-Desk
"""What the pane "Why?" shows: one send, kept up to date, and what it would say while it waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.services import delivery, templates  # loaded when a send is chosen
from desk.services.store import Change, Session
from desk.services.supervisor import holder_name
from desk.ui.live_query import LiveQuery
from desk.ui.panes.sends.readings import Why, read_why

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.services.delivery import SentContent
    from desk.services.templates import Renderer, RenderFailure, RenderJob
    from desk.ui.jobs import Jobs

TOPICS = (
    Change.DELIVERIES,
    Change.CUSTOMERS,
    Change.CONSENT,
    Change.RULES,
    Change.TEMPLATES,
    Change.PROVIDERS,
    Change.SETTINGS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is shown. why None: nothing is chosen, it is being read, or it is gone.

    content: what it said, or would say now (is_preview); failure: why that cannot be shown.
    """

    delivery_id: str = ""
    why: Why | None = None
    is_loading: bool = False
    error: Exception | None = None
    content: SentContent | None = None
    is_preview: bool = False
    failure: RenderFailure | None = None


class WhyModel(QObject):
    """One send. changed(): the state is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self._jobs = jobs
        self._home = desk.config.home
        self._renderer: Renderer | None = None
        self._query = LiveQuery(desk, self._work(), TOPICS, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)

    def show(self, delivery_id: str) -> None:
        """Show another send; "" shows none."""
        if delivery_id != self.state.delivery_id:
            self._set(State(delivery_id=delivery_id, is_loading=bool(delivery_id)))
            self._query.use(self._work())

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def pause(self) -> None:
        """Read nothing for the time being: the pane is hidden."""
        self._query.pause()

    def resume(self) -> None:
        """Read again what changed meanwhile."""
        self._query.resume()

    def _work(self) -> Callable[[Session], Why | None]:
        delivery_id, home = self.state.delivery_id, self._home
        if not delivery_id:
            return lambda _session: None
        return lambda session: read_why(session, delivery_id, holder_name(home))

    def _on_read(self, why: Why | None) -> None:
        state = replace(self.state, why=why, is_loading=False, error=None)
        if why is None:
            self._set(replace(state, content=None, is_preview=False, failure=None))
            return
        if why.detail.content is not None:
            state = replace(state, content=why.detail.content, is_preview=False, failure=None)
        elif why.preview is None:
            state = replace(state, content=None, is_preview=False, failure=None)
        self._set(state)
        if why.preview is not None and why.detail.content is None:
            self._jobs.start(self._render(why.preview, self.state.delivery_id), self, self._on_error)

    async def _render(self, preview: RenderJob, delivery_id: str) -> None:
        """Render what waits; the worker is started at the first preview and kept."""
        if self._renderer is None:
            self._renderer = templates.Renderer(delivery.placeholder_names())
            self._jobs.when_gone(self, self._renderer.close)
        (result,) = await self._renderer.render([preview])
        if delivery_id != self.state.delivery_id:
            return
        if isinstance(result, templates.RenderFailure):
            self._set(replace(self.state, content=None, is_preview=True, failure=result))
        else:
            content = delivery.SentContent(subject=result.subject, text=result.text, html=result.html)
            self._set(replace(self.state, content=content, is_preview=True, failure=None))

    def _on_error(self, error: Exception | None) -> None:
        self._set(replace(self.state, error=error, is_loading=False))

    def _set(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()
