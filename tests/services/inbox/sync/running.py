# SPDX-License-Identifier: LicenseRef-Desk
"""The worker, running in a loop of its own."""

import asyncio
import threading

import pytest

from desk import clock
from desk.services.inbox import SyncWorker, take_in


class Running:
    """The worker in a loop of its own thread."""

    def __init__(self, box, file=take_in):
        self.worker = SyncWorker(box.db, box.credentials, file)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        self._task = self._loop.create_task(self.worker.run())
        with pytest.raises(asyncio.CancelledError):
            self._loop.run_until_complete(self._task)
        self._loop.close()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(30)
        assert not self._thread.is_alive()
        assert [
            t.name for t in threading.enumerate() if t.name.startswith(("desk-sync", "desk-listen"))
        ] == []

    @property
    def listens(self):
        return any(
            one.account._listener is not None and one.account._listener.is_listening
            for one in self.worker._running.values()
        )


def until(what, patience_s=20):
    end = clock.monotonic() + patience_s
    while not what():
        assert clock.monotonic() < end, "it did not come to that"
        threading.Event().wait(0.02)
