# SPDX-License-Identifier: LicenseRef-Desk
"""What is new for whoever works here."""

import pytest

from desk import clock
from desk.services.inbox import NoticeDraft, Notices
from desk.services.shop import Operators
from desk.services.store import Change
from desk.ui import notice_watch
from desk.ui.docks import Places
from desk.ui.notice_watch import NoticeWatch, read_news
from desk.ui.window import Window
from tests.ui.frame import make_shop, open_at, until


@pytest.fixture
def shop(db):
    make_shop(db)
    return db


def tell(db, kind="replied", who="Sophie"):
    def work(session):
        me = Operators(session).at_work()
        detail = {"who": who, "subject": "Vélo"}
        draft = NoticeDraft(
            operator_id=me.id, kind=kind, conversation_id="c1", message_id="m1", detail=detail
        )
        Notices(session).add([draft], clock.now())

    db.write_now(work, Change.NOTICES)


def test_nobody_has_no_news(db):
    news = db.read_now(read_news)
    assert (news.lines, news.unread, news.operator_id) == ((), 0, "")


def test_what_is_new_is_read(shop):
    tell(shop)
    news = shop.read_now(read_news)
    assert news.unread == 1
    [line] = news.lines
    assert (line.kind, line.who, line.subject, line.conversation_id, line.is_read) == (
        "replied",
        "Sophie",
        "Vélo",
        "c1",
        False,
    )


class Tray:
    """A desktop's bar that only remembers."""

    def __init__(self):
        self.told = []

    def showMessage(self, title, text, *_more):  # noqa: N802 - as Qt calls it
        self.told.append((title, text))

    def hide(self):
        pass


def test_the_bell_counts_and_the_desktop_is_told_once(qtbot, shop, tmp_path, qt_run, monkeypatch):
    tray, went = Tray(), []
    monkeypatch.setattr(notice_watch.QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(NoticeWatch, "_shown_tray", lambda self: tray)
    monkeypatch.setattr(NoticeWatch, "_is_looked_at", lambda self: False)
    tell(shop, "mentioned", "Julien")

    async def play():
        window = Window(Places(tmp_path))
        qtbot.addWidget(window)
        monkeypatch.setattr(window.pages, "navigate", lambda page, /, **target: went.append((page, target)))
        watch = NoticeWatch(window, open_at(shop, tmp_path))
        await until(lambda: window.top.bell.unread == 1)
        assert tray.told == []  # what was there before is no news
        tell(shop)
        await until(lambda: window.top.bell.unread == 2)
        assert tray.told == [("Sophie replied", "Vélo")]
        watch._on_clicked()
        await until(lambda: window.top.bell.unread == 1)
        assert went == [("messages", {"conversation_id": "c1", "message_id": "m1"})]
        window.top.bell.all_read_wanted.emit()
        await until(lambda: window.top.bell.unread == 0)
        watch.leave()
        assert window.top.bell.unread == 0
        await window.jobs.finish()

    qt_run(play())
