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
