# SPDX-License-Identifier: LicenseRef-Desk
"""Announces what changed, after the commit: topics, never data."""

import logging
import threading
from collections.abc import Callable, Iterable
from enum import StrEnum

log = logging.getLogger(__name__)


class Change(StrEnum):
    """What a write may touch."""

    CUSTOMERS = "customers"
    RECORDS = "records"
    EVENTS = "events"
    RULES = "rules"
    TEMPLATES = "templates"
    EVALUATIONS = "evaluations"
    DELIVERIES = "deliveries"
    CONSENT = "consent"
    PROVIDERS = "providers"
    LOCATIONS = "locations"
    SETTINGS = "settings"
    TIMERS = "timers"
    SERVICE = "service"
    CAPTURES = "captures"
    MAILBOXES = "mailboxes"
    CONVERSATIONS = "conversations"
    DRAFTS = "drafts"
    PRESENCE = "presence"
    NOTICES = "notices"
    OPERATORS = "operators"
    SAVED_REPLIES = "saved_replies"
    ASSISTANTS = "assistants"


Listener = Callable[[frozenset[Change]], None]


class Changes:
    """Tells listeners what changed; thread-safe. Listeners are called on whatever thread wrote or watched."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[int, tuple[frozenset[Change], Listener]] = {}
        self._next = 0

    def subscribe(self, topics: Iterable[Change], callback: Listener) -> Callable[[], None]:
        """Call `callback` with the topics it cares for whenever one changes; returns how to stop."""
        with self._lock:
            key = self._next
            self._next += 1
            self._listeners[key] = (frozenset(topics), callback)

        def stop() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return stop

    def announce(self, topics: Iterable[Change]) -> None:
        """Tell every listener of `topics`; a listener's own failure is logged and harms nobody else."""
        changed = frozenset(topics)
        with self._lock:
            listeners = list(self._listeners.values())
        for wanted, callback in listeners:
            if hit := wanted & changed:
                try:
                    callback(hit)
                except Exception as error:  # the write is kept; its caller must not take it for failed
                    if _is_gone(error):
                        log.debug("a listener was gone", exc_info=True)
                    else:
                        log.exception("a listener failed")


def _is_gone(error: Exception) -> bool:
    """Whether a listener failed because its loop or its window is gone already: asyncio's and Qt's own words."""
    return isinstance(error, RuntimeError) and any(
        said in str(error) for said in ("loop is closed", "already deleted")
    )
