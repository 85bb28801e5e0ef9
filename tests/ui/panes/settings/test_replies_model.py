# SPDX-License-Identifier: LicenseRef-Desk
"""What is kept of saved replies."""

from desk import clock
from desk.errors import Conflict
from desk.services.inbox import SavedReplies, SavedReplyDraft
from desk.services.store import Change
from desk.ui.panes.settings.replies_model import RepliesModel, draft_of
from tests.ui.frame import until

DRAFT = SavedReplyDraft(name="Horaires", shortcut="h", texts={"fr": ("", "Nous ouvrons")})


def test_two_who_change_the_same_reply(qt_run, stage):
    async def main():
        model = RepliesModel(stage.context, stage.window)
        saved, refused = [], []
        model.saved.connect(lambda key, id_: saved.append(id_))
        model.refused.connect(lambda key, error: refused.append(error))
        await until(lambda: model.state.kept is not None)
        assert model.state.kept.languages[0] == "fr"
        model.save("", DRAFT, 0)
        await until(lambda: saved)
        [row] = model.state.kept.replies
        assert draft_of(row) == DRAFT
        other = SavedReplyDraft(name="Autre", texts={"fr": ("", "x")})
        stage.db.write_now(
            lambda s: SavedReplies(s).edit(row.id, row.version, other, at=clock.now()), Change.SAVED_REPLIES
        )
        model.save(row.id, DRAFT, row.version)
        await until(lambda: refused)
        assert isinstance(refused[0], Conflict)
        await until(lambda: model.state.kept.replies[0].name == "Autre")
        model.remove(model.state.kept.replies[0])
        await until(lambda: model.state.kept.replies == ())
        await stage.jobs.finish()

    qt_run(main())
