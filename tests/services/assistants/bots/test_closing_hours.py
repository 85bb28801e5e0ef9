# SPDX-License-Identifier: LicenseRef-Desk
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.services.assistants.bots.bot import Hours
from desk.services.assistants.bots.closing_hours import READY_TEXTS, ClosingHoursBot, written_opening
from tests.services.assistants.bots.questions import NOW, question

PARIS = ZoneInfo("Europe/Paris")
BOT = ClosingHoursBot()
TEXTS = {"texts": READY_TEXTS}
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)


def said(hours, **how):
    found = BOT.answer(TEXTS, question(hours=hours, **how))
    return found.text if found else None


def test_only_while_closed_and_only_when_the_hours_are_known():
    assert said(Hours(is_open=True)) is None
    assert said(None) is None
    assert said(Hours(is_open=False)) is None  # the text names an opening, and there is none
    assert BOT.answer({"texts": {"fr": "Fermé."}}, question(hours=Hours(is_open=False))).text == "Fermé."


def test_the_next_opening_in_words():
    closed = Hours(is_open=False, next_opening=TUESDAY)
    assert said(closed).endswith("à la réouverture, demain à 09:00.")
    assert "when we open again, tomorrow at" in said(closed, language="en")
    assert said(closed, language="ja").endswith("demain à 09:00.")


@pytest.mark.parametrize(
    ("opens", "language", "words"),
    [
        (datetime(2026, 11, 23, 22, 0, tzinfo=PARIS), "fr", "aujourd’hui à 22:00"),
        (TUESDAY, "fr-CA", "demain"),
        (TUESDAY + timedelta(days=1), "fr", "mercredi 25 novembre à 09:00"),
        (TUESDAY + timedelta(days=1), "de", "Mittwoch, 25. November um 09:00"),
        (TUESDAY, "xx-nothing", "demain à 09:00"),
        (TUESDAY, "pl", "wtorek 24 listopada, 09:00"),
    ],
)
def test_in_each_language(opens, language, words):
    assert words in written_opening(opens, NOW, language)


def test_what_is_wrong():
    assert BOT.problems(TEXTS) == ()
    assert [one.code for one in BOT.problems({})] == ["missing_field"]
    assert [one.code for one in BOT.problems({"texts": {"fr": "x" * 5000}})] == ["too_long"]
