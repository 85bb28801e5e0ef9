# SPDX-License-Identifier: LicenseRef-Desk
"""How long things are as a person receives them."""

from desk.ui.panes.templates.meters import imagined, measured, meter, sms_count, sms_reason


def test_samples_stand_for_placeholders(vocabulary):
    said = "Commande {{ order.number }}{% if a %} prête{% endif %} {{ zut }}"
    assert imagined(said, vocabulary) == "Commande 1042 prête "


def test_a_line_is_measured_with_its_samples(vocabulary):
    assert meter("Commande {{ order.number }}", 20, vocabulary).text == "13 / 20"
    assert not meter("x" * 20, 20, vocabulary).is_over
    assert meter("x" * 21, 20, vocabulary).is_over


def test_sms_are_counted_in_segments():
    assert sms_count(measured("x" * 142)) == "142 / 160 · 1 SMS"
    assert sms_count(measured("x" * 161)) == "161 / 306 · 2 SMS"
    assert sms_count(measured("ê" * 71)) == "71 / 134 · 2 SMS"
    assert sms_count(measured("")) == "0 / 160 · 0 SMS"


def test_the_reason_names_the_character():
    assert sms_reason(measured("cafe"), "cafe") == ""
    assert "“ê”" in sms_reason(measured("fenêtre"), "fenêtre")
    assert "“ê”, “ç”" in sms_reason(measured("fenêtre ça"), "fenêtre ça")
    assert "invisible" in sms_reason(measured("a\u200d"), "a\u200d")


def test_the_reason_says_when_a_value_is_to_blame():
    assert "comes from a value" in sms_reason(measured("Bonjour Zoë"), "Bonjour {{ customer.first_name }}")
