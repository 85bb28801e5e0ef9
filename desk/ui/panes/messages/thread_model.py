# SPDX-License-Identifier: LicenseRef-Desk
"""What the thread shows: one conversation, how much of it, which distant pictures, where one begins to read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk.services.store import Change, Session
from desk.ui.live_query import LiveQuery
from desk.ui.panes.messages.lines import first_unread

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.services.inbox import ConversationRow, PictureFetcher
    from desk.ui.jobs import Jobs
    from desk.ui.panes.messages.thread import Part, Thread

FIRST = 50
"""So many of the newest messages are read at first."""
REST_MS = 1_000
"""A view that paints nothing, such as a hidden one, gets the rest after so long."""
TOPICS = (Change.CONVERSATIONS, Change.DELIVERIES, Change.CUSTOMERS, Change.ASSISTANTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadState:
    """What is shown. key: the conversation; place: the message to go to, once. row: as the list has it, if it does.

    new_from: the first message that nobody had read when it was opened. pictures: message → distant pictures.
    """

    key: str = ""
    row: ConversationRow | None = None
    thread: Thread | None = None
    is_loading: bool = False
    error: Exception | None = None
    new_from: str = ""
    place: str = ""
    limit: int = FIRST
    pictures: Mapping[str, Mapping[str, Part]] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        """Whether there is no such conversation (any more)."""
        return bool(self.key) and not self.is_loading and self.thread is None and self.error is None


class ThreadModel(QObject):
    """changed(): the state is another one. pictures_failed(count): so many distant pictures did not come."""

    changed = Signal()
    pictures_failed = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ThreadState()
        self._jobs = jobs
        self._fetcher: PictureFetcher | None = None
        self._asked: set[str] = set()
        self._wanting: list[Callable[[Thread], None]] = []
        self._query: LiveQuery[tuple[str, Thread | None]] = LiveQuery(desk, _nothing, TOPICS, self)
        self._query.rows_changed.connect(self._on_read)
        self._query.error_changed.connect(self._on_error)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)

    def show(self, conversation_id: str, message_id: str = "", row: ConversationRow | None = None) -> None:
        """Show a conversation, at a message where one is named; "" shows nothing. row: what is known before."""
        if conversation_id == self.state.key:
            if message_id:
                self._set(replace(self.state, place=message_id))
            return
        self._asked.clear()
        self._wanting.clear()
        self._set(
            ThreadState(key=conversation_id, row=row, is_loading=bool(conversation_id), place=message_id)
        )
        self._ask(is_hasty=True)

    def show_older(self) -> None:
        """Show more of what was said before."""
        self._set(replace(self.state, limit=self.state.limit + 4 * FIRST))
        self._ask()

    def show_pictures(self, message_id: str) -> None:
        """Fetch the distant pictures of a message and show them."""
        thread = self.state.thread
        body = thread.bodies.get(message_id) if thread is not None else None
        if body is not None and body.remote and message_id not in self._asked:
            self._asked.add(message_id)
            self._jobs.start(self._fetch(self.state.key, message_id, body.remote), self)

    def hide_pictures(self, message_ids: Collection[str]) -> None:
        """Show the distant pictures of these messages no longer, those that are still on their way either."""
        self._asked.difference_update(message_ids)
        left = {key: shown for key, shown in self.state.pictures.items() if key not in message_ids}
        self._set(replace(self.state, pictures=left))
        self._ask()

    def when_whole(self, then: Callable[[Thread], None]) -> None:
        """Call `then` with the thread shown, once all that its messages say is here; never for another thread."""
        thread = self.state.thread
        if thread is not None and not thread.is_partial:
            then(thread)
        elif thread is not None or self.state.is_loading:
            self._wanting.append(then)
            self.go_on()

    def refresh(self) -> None:
        """Read again."""
        self._query.refresh()

    def arrive(self) -> None:
        """Take note that the view is at the place it was to go to."""
        if self.state.place:
            self.state = replace(self.state, place="")

    def go_on(self) -> None:
        """Read what was left for later: what is read first is on screen, and nobody waits for it any more."""
        if self._rest.isActive():
            self._rest.stop()
            self._ask()

    def pause(self) -> None:
        """Read nothing: it is hidden."""
        self._query.pause()

    def resume(self) -> None:
        """Read again from now on."""
        self._query.resume()

    async def _fetch(self, key: str, message_id: str, addresses: tuple[str, ...]) -> None:
        from desk.services.inbox import PictureFetcher

        if self._fetcher is None:
            self._fetcher = PictureFetcher()
        found = await self._fetcher.fetch(addresses)
        if key != self.state.key or message_id not in self._asked:
            return
        from desk.ui.panes.messages.thread import Part

        pictures = {one.address: Part(media_type=one.media_type, body=one.body) for one in found}
        if len(pictures) < len(addresses):
            self.pictures_failed.emit(len(addresses) - len(pictures))
        if pictures:
            self._set(replace(self.state, pictures={**self.state.pictures, message_id: pictures}))
            self._ask()

    def _ask(self, *, is_hasty: bool = False) -> None:
        self._rest.stop()
        key, limit, place, pictures = self.state.key, self.state.limit, self.state.place, self.state.pictures

        def work(session: Session) -> tuple[str, Thread | None]:
            from desk.ui.panes.messages.thread_readings import Wanted, read_thread  # a list needs none of it

            wanted = Wanted(
                conversation_id=key, limit=limit, place=place, pictures=pictures, is_hasty=is_hasty
            )
            return key, read_thread(session, wanted) if key else None

        self._query.use(work)

    def _on_read(self, answer: tuple[str, Thread | None]) -> None:
        key, thread = answer
        if key != self.state.key:
            return
        state = replace(self.state, thread=thread, is_loading=False, error=None)
        if self.state.thread is None and thread is not None:
            state = replace(state, new_from=first_unread(thread.messages))
        is_partial = thread is not None and thread.is_partial
        if is_partial and not self._rest.isActive():
            self._rest.start()  # making safe what is off screen would take the processor from painting
        self._set(state)
        if thread is None:
            self._wanting.clear()
        elif not is_partial:
            self._on_whole(thread)

    def _on_whole(self, thread: Thread) -> None:
        for message in thread.messages:
            if message.images_allowed and thread.bodies[message.id].remote:
                self.show_pictures(message.id)
        wanting, self._wanting = self._wanting, []
        for then in wanting:
            then(thread)

    def _on_error(self, error: Exception | None) -> None:
        if error is not None:  # that it works again is taken note of with what was read
            self._wanting.clear()  # nobody is surprised by a dialog later
            self._set(replace(self.state, error=error, is_loading=False))

    def _set(self, state: ThreadState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _nothing(_session: Session) -> tuple[str, None]:
    return "", None
