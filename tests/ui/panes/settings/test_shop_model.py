# SPDX-License-Identifier: LicenseRef-Desk
"""One change of the shop at a time."""

from desk.errors import Problem, Refused, Unavailable
from desk.services.shop import Settings
from desk.ui.panes.settings.shop_model import ShopModel, problem_of
from tests.ui.frame import until


def test_a_change_is_kept_once_and_tells_what_was_before(qt_run, stage):
    async def main():
        async with stage.open():
            model, told = ShopModel(stage.context, stage.page), []
            model.kept.connect(lambda *what: told.append(what))
            await until(lambda: model.state.shop is not None)
            model.change("currency", "EUR")
            model.change("currency", "CHF")
            await until(lambda: told)
            assert told == [("currency", "EUR")]
            assert stage.db.read_now(lambda session: Settings(session).get()).currency == "CHF"

    qt_run(main())


def test_a_refusal_is_told_for_its_field(qt_run, stage):
    async def main():
        async with stage.open():
            model, told = ShopModel(stage.context, stage.page), []
            model.refused.connect(lambda *what: told.append(what))
            await until(lambda: model.state.shop is not None)
            model.change("country", "Mars")
            await until(lambda: told)
            assert [problem.code for problem in told[0][1].problems] == ["unknown_country"]

    qt_run(main())


def test_only_the_problems_of_the_field_are_shown():
    mine, other = Problem(code="a", place="country"), Problem(code="b", place="currency")
    assert problem_of(Refused(mine, other), "country").problems == (mine,)
    away = Unavailable("database_away")
    assert problem_of(away, "country") is away
