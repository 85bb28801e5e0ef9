# SPDX-License-Identifier: LicenseRef-Desk
"""What is typed into a card stays until it is saved or given up."""

import pytest

from desk.errors import Problem, Refused, Unavailable
from desk.ui.panes.customers.card_form import CardForm
from tests.ui.panes.customers.stage import SHOP, card


@pytest.fixture
def form(qtbot):
    made = CardForm()
    qtbot.addWidget(made)
    qtbot.addWidget(made.foot)
    qtbot.addWidget(made.clash)
    made.show_card(card(), SHOP)
    return made


def last_name(form):
    return form.identity.field("last_name").editor


def test_words_stay_while_another_card_is_shown(form):
    last_name(form).setText("Martin")
    form.show_card(card(id="c2", last_name="Autre"), SHOP)
    assert last_name(form).text() == "Autre"
    assert form.unsaved() == ("c1",)
    form.show_card(card(), SHOP)
    assert last_name(form).text() == "Martin"
    assert not form.foot.isHidden()
    form.discard()
    assert last_name(form).text() == "Bernard"
    assert form.unsaved() == ()
    assert form.foot.isHidden()


def test_saving_hands_over_what_was_seen(form, qtbot):
    with qtbot.assertNotEmitted(form.save_requested):
        form.save()
    last_name(form).setText("Martin")
    with qtbot.waitSignal(form.save_requested) as told:
        form.save_button.click()
    seen, draft = told.args
    assert (seen.version, draft.last_name, draft.first_name) == (3, "Martin", "Sophie")


def test_problems_find_their_address(form):
    last_name(form).setText("Martin")
    wrong = Problem(code="bad_email", place="points.0.address", details={"value": "s@"})
    form.show_failure(Refused(wrong))
    assert form.points.rows()[0].problem() == "s@ is not an email address."
    form.show_failure(Unavailable("database_busy"))
    assert not form.clash.isHidden()


def test_theirs_and_mine_are_shown_beside_each_other(form):
    last_name(form).setText("Mine")
    form.own.set_value((("note", "mine"),))
    form.own.changed.emit()
    form.show_card(card(version=4, last_name="Theirs", fields={"note": "theirs"}), SHOP)
    assert last_name(form).text() == "Mine"
    assert not form.clash.isHidden()
    assert form.identity.field("last_name")._hint.text() == "Somebody else wrote: Theirs"
    assert form.own._hint.text() == "Somebody else wrote: note: theirs"
    form.clash.verb_requested.emit()
    assert last_name(form).text() == "Theirs"
    assert form.own.value() == (("note", "theirs"),)
    assert form.clash.isHidden()
