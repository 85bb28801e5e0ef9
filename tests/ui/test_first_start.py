# SPDX-License-Identifier: LicenseRef-Desk
"""The first page of all."""

import zoneinfo

import pytest
from PySide6.QtWidgets import QComboBox

from desk.ui.first_start import FirstStart, ShopAnswers, usual_answers
from desk.ui.widgets import LinkButton, PrimaryButton, SecondaryButton, Text
from tests.ui.frame import spoken


@pytest.fixture
def page(qtbot):
    made = FirstStart()
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def button(page, text):
    kinds = (PrimaryButton, SecondaryButton, LinkButton)
    return next(one for kind in kinds for one in page.findChildren(kind) if one.text() == text)


def test_the_usual_answers_are_usable():
    usual = usual_answers()
    assert usual.timezone in zoneinfo.available_timezones()
    assert len(usual.country) == 2
    assert set(usual.opening) <= set(range(7))


def test_the_sample_is_one_click_away(page, qtbot):
    with qtbot.waitSignal(page.sample_requested):
        button(page, "Open the sample").click()


def test_every_question_can_be_skipped(page, qtbot):
    button(page, "Set up my shop").click()
    assert page.form.isVisible()
    with qtbot.waitSignal(page.shop_ready) as ready:
        button(page, "Skip, use the usual settings").click()
    assert ready.args == [usual_answers()]


def test_answers_are_handed_on(page, qtbot):
    button(page, "Set up my shop").click()
    form = page.form
    form.name.setText("  Atelier Lyon ")
    form.country.setCurrentIndex(form.country.findData("BE"))
    form.spoken.setCurrentIndex(form.spoken.findData("en"))
    form.zone.setCurrentText("Europe/Brussels")
    with qtbot.waitSignal(page.shop_ready) as ready:
        button(page, "Open Desk").click()
    assert ready.args == [
        ShopAnswers(
            shop_name="Atelier Lyon",
            country="BE",
            language="en",
            timezone="Europe/Brussels",
            opening=usual_answers().opening,
        )
    ]


def test_a_shop_without_a_name_is_asked_for_it(page):
    heard = []
    page.shop_ready.connect(heard.append)
    button(page, "Set up my shop").click()
    page.form.name.setText("   ")
    button(page, "Open Desk").click()
    assert heard == []
    asked = "Enter the name that your customers read, or skip."
    assert asked in [label.text() for label in page.findChildren(Text)]
    page.form.name.setText("Atelier Lyon")
    button(page, "Open Desk").click()
    assert [answers.shop_name for answers in heard] == ["Atelier Lyon"]


def test_an_unknown_zone_is_refused_in_place(page):
    heard = []
    page.shop_ready.connect(heard.append)
    button(page, "Set up my shop").click()
    page.form.name.setText("Atelier Lyon")
    page.form.zone.setCurrentText("Nowhere/Land")
    button(page, "Open Desk").click()
    assert heard == []
    assert "The time zone is not known." in [label.text() for label in page.findChildren(Text)]


def test_back_leads_to_the_choice(page):
    button(page, "Set up my shop").click()
    button(page, "Back").click()
    assert not page.form.isVisible()


def test_the_choice_of_country_survives_another_language(page):
    page.form.country.setCurrentIndex(page.form.country.findData("DE"))
    with spoken("fr"):
        assert page.form.country.currentText() == "Allemagne"
        assert button(page, "Ouvrir Desk")
    assert page.form.country.currentText() == "Germany"


def test_every_editor_has_a_name(page):
    for box in page.form.findChildren(QComboBox):
        assert box.accessibleName()
