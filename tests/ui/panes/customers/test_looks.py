# SPDX-License-Identifier: LicenseRef-Desk
"""How addresses, languages and consents are said."""

from desk.models.vocabulary import Channel, PointKind
from desk.ui.panes.customers import looks
from tests.ui.frame import spoken
from tests.ui.panes.customers.stage import listed


def test_numbers_are_said_as_they_are_dialled():
    assert looks.phone_text("", "FR") == ""
    assert looks.phone_text("+33612345678", "FR") == "06 12 34 56 78"
    assert looks.phone_text("+33612345678", "CH") == "+33 6 12 34 56 78"
    assert looks.phone_text("not a number", "FR") == "not a number"


def test_a_postal_address_fits_on_a_line():
    assert looks.address_text(PointKind.POSTAL, "12 rue X\n69002 Lyon", "FR") == "12 rue X, 69002 Lyon"


def test_whoever_has_no_name_is_called_by_what_there_is():
    assert looks.name_of(listed().row) == "Sophie Bernard"
    assert looks.name_of(listed(name="", company="Vélos").row) == "Vélos"
    assert looks.name_of(listed(name="").row) == "s@example.org"
    assert looks.name_of(listed(name="", email="", phone="").row) == "No name"


def test_consents_are_said_topic_by_topic():
    granted = frozenset({("commercial", Channel.SMS), ("commercial", Channel.EMAIL)})
    assert looks.consents_text(granted) == "Service messages: none · Offers: email, SMS · Satisfaction: none"
    with spoken("fr"):
        assert looks.agreement_text("commercial", Channel.EMAIL) == "Offres par e-mail"


def test_the_shops_own_words_are_given_back():
    assert looks.source_text("counter") == "at the counter"
    assert looks.source_text("pigeon") == "pigeon"
    assert looks.language_text("", "fr") == "French"
