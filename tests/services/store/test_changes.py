# SPDX-License-Identifier: LicenseRef-Desk
import asyncio

import pytest

from desk.services.store import Change
from desk.services.store.changes import Changes


def test_each_listener_hears_of_its_topics_only():
    changes, heard = Changes(), []
    changes.subscribe((Change.RULES, Change.EVENTS), heard.append)
    changes.announce((Change.RULES, Change.CONSENT))
    changes.announce((Change.CONSENT,))
    assert heard == [frozenset({Change.RULES})]


def test_who_stops_hears_no_more_and_may_stop_twice():
    changes, heard = Changes(), []
    stop = changes.subscribe((Change.RULES,), heard.append)
    stop()
    stop()
    changes.announce((Change.RULES,))
    assert heard == []


def test_a_listener_that_is_gone_harms_nobody():
    changes, heard = Changes(), []
    loop = asyncio.new_event_loop()
    loop.close()

    def gone(_topics):
        loop.call_soon_threadsafe(print)

    def deleted(_topics):
        raise RuntimeError("Internal C++ object (PySide6.QtCore.QObject) already deleted.")

    changes.subscribe((Change.RULES,), gone)
    changes.subscribe((Change.RULES,), deleted)
    changes.subscribe((Change.RULES,), heard.append)
    changes.announce((Change.RULES,))
    assert heard == [frozenset({Change.RULES})]


@pytest.mark.parametrize("mistake", [KeyError("its own"), RuntimeError("set changed size during iteration")])
def test_a_listener_that_fails_is_logged_and_the_writer_hears_nothing_of_it(log_guard, mistake):
    changes, heard = Changes(), []

    def broken(_topics):
        raise mistake

    changes.subscribe((Change.RULES,), broken)
    changes.subscribe((Change.RULES,), heard.append)
    log_guard.expect("a listener failed")
    changes.announce((Change.RULES,))
    assert heard == [frozenset({Change.RULES})]


def test_a_listener_may_stop_while_it_is_told():
    changes, heard = Changes(), []

    def once(topics):
        heard.append(topics)
        stop()

    stop = changes.subscribe((Change.RULES,), once)
    changes.announce((Change.RULES,))
    changes.announce((Change.RULES,))
    assert len(heard) == 1
