# SPDX-License-Identifier: LicenseRef-Desk
"""The bots as the page sees them."""

from desk import clock
from desk.services.assistants import BotDraft, Bots
from desk.services.store import Change
from desk.ui.panes.settings.bots_model import Wish
from tests.ui.frame import until

RULES = {"rules": [{"words": ["*"], "texts": {"fr": "Merci."}}]}
DRAFT = BotDraft(name="Robot", kind="keyword", settings=RULES)


def test_read_saved_overtaken_and_gone(qt_run, stage):
    async def main():
        async with stage.open():
            model = stage.sheet("bots").model
            saved, refused, removed = [], [], []
            model.saved.connect(lambda form, id_: saved.append((form, id_)))
            model.refused.connect(lambda form, error: refused.append(error.code))
            model.removed.connect(removed.append)
            await until(lambda: model.state.kept is not None)
            assert model.state.kept.bots == ()
            model.save(Wish(form="new", id="", draft=DRAFT))
            await until(lambda: saved)
            bot_id = saved[0][1]
            stage.db.write_now(lambda s: Bots(s).change(bot_id, 1, DRAFT, at=clock.now()), Change.ASSISTANTS)
            model.save(Wish(form=bot_id, id=bot_id, draft=DRAFT, seen_version=1))
            await until(lambda: refused == ["bot_changed"])
            tried = []
            model.tried.connect(lambda form, reply: tried.append(reply.text))
            model.try_with(Wish(form="x", id="", draft=DRAFT), "Bonjour")
            await until(lambda: tried == ["Merci."])
            model.move(bot_id, 1)
            model.remove(model.state.kept.bots[0])
            await until(lambda: removed == ["Robot"])
            await until(lambda: model.state.kept.bots == ())

    qt_run(main())


def test_a_wish_shows_no_key():
    assert "geheim" not in repr(Wish(form="x", id="", draft=DRAFT, key="geheim"))
