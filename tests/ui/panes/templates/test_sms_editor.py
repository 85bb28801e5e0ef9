# SPDX-License-Identifier: LicenseRef-Desk
"""The editor of a text message."""

import pytest

from desk.services.templates import Text
from desk.ui.panes.templates.sms_editor import SmsEditor
from tests.ui.panes.templates.stage import type_at_end


@pytest.fixture
def editor(vocabulary, shown):
    made = shown(SmsEditor(vocabulary), 480, 300)
    made.told = []
    made.edited.connect(lambda said, what, key: made.told.append((said, key)))
    made.show_text(Text(body="Commande {{ order.number }}"))
    return made


def test_it_counts_samples_until_the_preview_knows_better(editor):
    assert editor._count.text() == "13 / 160 · 1 SMS"
    editor.show_sent("x" * 161)
    assert editor._count.text() == "161 / 306 · 2 SMS"
    editor.show_sent("")
    assert editor._count.text() == "13 / 160 · 1 SMS"


def test_it_says_which_character_costs(editor):
    assert not editor._reason.isVisible()
    editor.show_text(Text(body="Fenêtre"))
    assert "“ê”" in editor._reason.text()
    assert editor._reason.isVisible()
    assert editor._count.text() == "7 / 70 · 1 SMS"


def test_more_than_three_segments_are_marked(editor):
    editor.show_sent("x" * 500)
    assert editor._count.property("role") == "warning"


def test_typing_is_told(editor):
    type_at_end(editor.field, "!")
    assert editor.told == [(Text(body="Commande {{ order.number }}!"), "body")]
