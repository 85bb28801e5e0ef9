# SPDX-License-Identifier: LicenseRef-Desk
"""The form of a bot shows what is kept, and never loses what is typed."""

from dataclasses import replace

from PySide6.QtTest import QTest

from desk import clock
from desk.errors import Conflict, Problem, Refused
from desk.models.vocabulary import Channel
from desk.services.assistants import BotRow
from desk.ui.panes.settings.bot_form import BotForm

ROW = BotRow(
    id="b1", version=3, name="Horaires", kind="http", settings={"address": "https://bot.example", "has_key": True},
    channels=(Channel.EMAIL,), is_active=True, health_code="", health_at=None,
)  # fmt: skip


def form_of(qtbot, row=ROW, kind="http"):
    form = BotForm("k", kind, ("fr",), row)
    qtbot.addWidget(form)
    return form


def test_what_is_typed(qtbot):
    form = form_of(qtbot)
    entry = form.entry()
    assert (entry.id, entry.seen_version, entry.key) == ("b1", 3, None)
    assert entry.draft.settings == {"address": "https://bot.example", "has_key": True}
    assert entry.draft.channels == (Channel.EMAIL,)
    QTest.keyClicks(form.secret, "geheim")
    assert form.entry().key == "geheim"
    assert "geheim" not in repr(form.entry())


def test_somebody_is_typing(qtbot):
    form = form_of(qtbot)
    QTest.keyClicks(form.form.field("name").editor, "!")
    form.show_row(replace(ROW, version=4, name="Autre", health_code="bot_busy", health_at=clock.now()))
    assert form.text("name") == "Horaires!"
    assert form.entry().seen_version == 3
    assert not form.health.isHidden()


def test_health_comes_and_goes_without_touching_the_fields(qtbot):
    form = form_of(qtbot)
    form.show_row(replace(ROW, health_code="bot_key_refused", health_at=clock.now()))
    assert "refuses the key" in form.health._text.text()
    form.show_row(ROW)
    assert form.health.isHidden()


def test_what_is_wrong_is_said_where_it_is(qtbot):
    rules = form_of(qtbot, None, "keyword")
    rules.show_failure(Refused(Problem(code="missing_field", place="rules.0.words")))
    assert "at least one word" in rules.form.field("rules").problem()
    form = form_of(qtbot)
    form.show_failure(Refused(Problem(code="address_not_secure", place="address")))
    assert "https://" in form.form.field("address").problem()
    form.show_failure(Conflict("bot_changed"))
    assert not form.bar.isHidden()
