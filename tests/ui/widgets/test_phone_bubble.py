# SPDX-License-Identifier: LicenseRef-Desk
from desk.ui.widgets import PhoneBubble


def test_messages_are_heard_and_make_room(shown, spoken, inked):
    phone = shown(PhoneBubble("ATELIER"))
    phone.set_messages(["Bonjour"], "7 / 160 · 1 SMS")
    assert spoken(phone)[1] == "ATELIER: Bonjour"
    assert phone.accessibleDescription() == "7 / 160 · 1 SMS"
    assert inked(phone, "bubble_in") > 500
    low = phone.sizeHint().height()
    phone.set_messages(["Un long message. " * 30] * 3, sender="BOUTIQUE")
    assert phone.sizeHint().height() > low
    assert spoken(phone)[1].startswith("BOUTIQUE: Un long")


def test_an_amount_stays_on_one_line(shown, spoken):
    phone = shown(PhoneBubble("ATELIER"))
    phone.set_messages(["Reste à payer : 27,00 €."])
    assert phone._messages == ("Reste à payer : 27,00\u00a0€.",)
    assert spoken(phone)[1] == "ATELIER: Reste à payer : 27,00 €."
