# SPDX-License-Identifier: LicenseRef-Desk
"""An open list stays up to date: patched, never reset, and what is selected stays selected."""

from desk.models.vocabulary import DeliveryState, Reason
from desk.services.store import Change
from desk.ui.panes.sends import feed
from desk.ui.panes.sends.feed import look_again
from tests.ui.frame import until
from tests.ui.panes.sends.rows import line


def test_new_and_changed_rows_are_patched_in(atelier, on_stage):
    first, second = atelier.send(), atelier.send(atelier.marc)

    async def scene(stage):
        await stage.ready(2)
        resets = []
        stage.page.model.rows.modelReset.connect(lambda: resets.append(1))
        await stage.choose(first)
        new = atelier.sent()
        await stage.shows(3)
        assert stage.ids() == [new, second, first]
        assert [row.id for row in stage.table.selected_rows()] == [first]
        stage.page.model.choose_channel("")
        atelier.db.write_now(lambda session: _cancel(session, second), Change.DELIVERIES)
        await until(lambda: stage.row(second).state is DeliveryState.CANCELLED)
        assert [row.id for row in stage.table.selected_rows()] == [first]
        assert resets == []

    on_stage(scene)


def _cancel(session, delivery_id):
    from desk.services.delivery import Cancelling
    from tests.services.delivery.atelier import NOW

    Cancelling(session).of_deliveries([delivery_id], NOW)


def test_a_hidden_list_reads_again_when_it_is_shown(atelier, on_stage):
    atelier.send()

    async def scene(stage):
        await stage.ready(1)
        stage.page.listing.hide()
        atelier.sent()
        stage.page.model.feed.refresh()
        assert stage.table.model().rowCount() == 1
        stage.page.listing.show()
        await stage.shows(2)

    on_stage(scene)


def test_rows_come_in_pages_as_one_scrolls(atelier, on_stage, monkeypatch):
    monkeypatch.setattr("desk.ui.live_query.PAGE", 3)
    for _ in range(8):
        atelier.send()

    async def scene(stage):
        await stage.ready()  # the view may ask for the second page by itself
        while not stage.page.model.rows.is_complete:
            before = stage.table.model().rowCount()
            stage.table.model().fetchMore(stage.table.rootIndex())
            await until(
                lambda before=before: (
                    stage.table.model().rowCount() > before or stage.page.model.rows.is_complete
                )
            )
        assert stage.table.model().rowCount() == 8
        assert stage.ids() == sorted(stage.ids(), reverse=True)

    on_stage(scene)


def page_of(rows):
    def page(_session, after, limit):
        rest = [row for row in rows if after is None or row.id < after.id]
        return rest[:limit]

    return page


def test_the_head_is_read_down_to_the_first_known_row(db, monkeypatch):
    monkeypatch.setattr(feed, "STEP", 2)
    rows = [line(id=f"d{n}") for n in range(9, 0, -1)]

    def look(known, seen=()):
        return db.read_now(lambda session: look_again(session, page_of(rows), known, seen))

    assert [row.id for row in look({"d9"}).head] == ["d9", "d8"]
    assert [row.id for row in look({"d6"}).head] == ["d9", "d8", "d7", "d6"]
    assert not look({"d6"}).is_whole
    assert look(()).is_whole
    assert len(look(()).head) == 9


def test_rows_on_screen_are_read_again_wherever_they_are(atelier):
    old = atelier.send(state=DeliveryState.QUEUED, reason=Reason.QUIET_HOURS)
    new = [line(id="f" * 32)]
    look = atelier.db.read_now(lambda session: look_again(session, page_of(new), {old}, [old, "f" * 32]))
    assert [row.id for row in look.others] == [old]
