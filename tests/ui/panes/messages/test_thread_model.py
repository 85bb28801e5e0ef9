# SPDX-License-Identifier: LicenseRef-Desk
"""What the thread shows: one at a time, older ones on demand, distant pictures when asked for."""

import asyncio

from desk.errors import Unavailable
from desk.services.inbox import Fetched
from tests.ui.frame import until
from tests.ui.panes.messages.post import KENJI
from tests.ui.panes.messages.test_cleaned import DOT


class Fetcher:
    async def fetch(self, addresses):
        return tuple(Fetched(address=one, media_type="image/gif", body=DOT) for one in addresses[:1])


def test_pictures_are_fetched_when_asked_for(post, on_stage):
    page = "<p>Bonjour <img src='https://a.example/1.gif'><img src='https://a.example/2.gif'></p>"
    mine = post.mail(html=page)

    async def scene(stage):
        await stage.ready(1)
        model = stage.page.thread_model
        model._fetcher = Fetcher()
        failed = []
        model.pictures_failed.connect(failed.append)
        await stage.open(mine)
        [message] = stage.thread().messages
        assert len(stage.thread().bodies[message.id].remote) == 2
        model.show_pictures(message.id)
        await until(lambda: len(stage.thread().bodies[message.id].remote) == 1)
        assert failed == [1]
        assert any(part.body == DOT for part in stage.thread().parts.values())

    on_stage(scene)


def test_pictures_that_are_not_wanted_any_more_do_not_come_after_all(post, on_stage):
    mine = post.mail(html="<p>Bonjour <img src='https://a.example/1.gif'></p>")

    async def scene(stage):
        await stage.ready(1)
        model = stage.page.thread_model
        arriving = asyncio.Event()

        class Slow(Fetcher):
            async def fetch(self, addresses):
                await arriving.wait()
                return await super().fetch(addresses)

        model._fetcher = Slow()
        await stage.open(mine)
        [message] = stage.thread().messages
        model.show_pictures(message.id)
        await asyncio.sleep(0)
        model.hide_pictures({message.id})
        arriving.set()
        await asyncio.sleep(0.05)
        assert model.state.pictures == {}
        model.show_pictures(message.id)
        await until(lambda: not stage.thread().bodies[message.id].remote)
        model.hide_pictures({message.id})
        await until(lambda: stage.thread().bodies[message.id].remote)

    on_stage(scene)


def test_the_new_line_stays_while_one_reads(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        new = stage.page.thread_model.state.new_from
        assert new == stage.thread().messages[0].id
        await until(lambda: not post.row(mine).unread)
        await until(lambda: stage.thread().messages[0].is_read)
        assert stage.page.thread_model.state.new_from == new
        stage.page.thread_model.show_older()
        assert stage.page.thread_model.state.limit > 50

    on_stage(scene)


def test_what_is_off_screen_is_read_once_the_rest_is_painted(post, on_stage):
    mine = post.mail(html="<p>0</p>", is_read=True)
    for n in range(20):
        post.mail(html="<p>x</p>" * 20, answers=f"<{n}@mail.example>", ago=9 - n / 10, is_read=True)

    async def scene(stage):
        await stage.ready(1)
        seen = []
        stage.page.thread_model.changed.connect(lambda: seen.append(stage.thread()))
        painted = []
        view = stage.page.conversation.view
        view.painted.connect(lambda: painted.append(len([one for one in seen if one is not None])))
        await stage.open(mine)
        await until(lambda: not stage.thread().is_partial)
        assert [one.is_partial for one in seen if one is not None] == [True, False]
        assert painted[0] == 1, "the rest was read before the first was painted"

    on_stage(scene)


def test_a_view_that_paints_nothing_gets_the_rest_all_the_same(post, on_stage, monkeypatch):
    mine = post.mail(html="<p>0</p>", is_read=True)
    for n in range(20):
        post.mail(html="<p>x</p>" * 20, answers=f"<{n}@mail.example>", ago=9 - n / 10, is_read=True)

    async def scene(stage):
        await stage.ready(1)
        monkeypatch.setattr(stage.page.thread_model, "go_on", lambda: None)
        await stage.open(mine)
        await until(lambda: not stage.thread().is_partial)

    on_stage(scene)


def test_who_prints_gets_all_of_it(post, on_stage, monkeypatch):
    mine = post.mail(html="<p>0</p>", is_read=True)
    for n in range(20):
        post.mail(html="<p>x</p>" * 20, answers=f"<{n}@mail.example>", ago=9 - n / 10, is_read=True)
    other = post.mail(subject="Autre")

    async def scene(stage):
        await stage.ready(2)
        model = stage.page.thread_model
        monkeypatch.setattr(model._rest, "start", lambda: None)  # the rest waits for ever
        stage.page.conversation.view.painted.disconnect()
        given = []
        model.when_whole(given.append)
        assert given == []
        await stage.open(mine)
        assert stage.thread().is_partial
        model.when_whole(given.append)
        await stage.open(other)
        assert given == []
        model.when_whole(given.append)
        assert [one.id for one in given] == [other]

    on_stage(scene)


def test_what_is_wanted_whole_is_given_once_it_is(post, on_stage):
    mine = post.mail(html="<p>0</p>", is_read=True)
    for n in range(20):
        post.mail(html="<p>x</p>" * 20, answers=f"<{n}@mail.example>", ago=9 - n / 10, is_read=True)

    async def scene(stage):
        await stage.ready(1)
        given = []
        model = stage.page.thread_model
        model.changed.connect(lambda: stage.thread() and not given and model.when_whole(given.append))
        await stage.open(mine)
        await until(lambda: bool(given))
        assert not given[0].is_partial

    on_stage(scene)


def test_what_was_wanted_whole_is_forgotten_when_reading_fails(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        await stage.open(mine)
        model = stage.page.thread_model
        given = []
        model._wanting.append(given.append)
        model._on_error(Unavailable("database_away"))
        model.refresh()
        await until(lambda: model.state.error is None)
        assert given == []

    on_stage(scene)


def test_who_prints_while_it_is_read_gets_it_then(post, on_stage):
    mine, other = post.mail(), post.mail(sender=KENJI)

    async def scene(stage):
        await stage.ready(2)
        given = []
        stage.page.open(mine)
        stage.page.thread_model.when_whole(given.append)
        stage.page.open(other)
        stage.page.thread_model.when_whole(given.append)
        await until(lambda: bool(given))
        assert [one.id for one in given] == [other]

    on_stage(scene)


def test_after_a_failure_nothing_is_said_to_be_deleted(post, on_stage):
    mine = post.mail()

    async def scene(stage):
        await stage.ready(1)
        model = stage.page.thread_model
        stage.page.open(mine)
        missing = []
        model.changed.connect(lambda: missing.append(model.state.is_missing))
        model._query._on_error(Unavailable("database_away"))
        model.refresh()
        await until(lambda: stage.thread() is not None)
        assert model.state.error is None
        assert not any(missing)

    on_stage(scene)
