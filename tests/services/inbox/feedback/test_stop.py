# SPDX-License-Identifier: LicenseRef-Desk
# ruff: noqa: RUF001 - people write in every width
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.feedback import StopKind, stop_word
from desk.services.inbox.feedback.stop import mail_stop_word


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("STOP", ""), ("stop", ""), ("Stop.", ""), (" stop !", ""), ("«STOP»", ""), ("ＳＴＯＰ", ""), ("S\u200bTOP", ""), ("STOP\n", ""), ("“Stop”", ""),
        ("*STOP*", ""), ("STOPALL", ""), ("Stop all", ""), ("UNSUBSCRIBE", ""), ("End", ""), ("Quit", ""), ("CANCEL", ""), ("remove", ""), ("OPT-OUT", ""), ("opt out", ""), ("optout", ""), ("TD", ""),
        ("ARRET", ""), ("Arrêt", "FR"), ("ARRÊT", "fr"), ("arre\u0302t", "FR"), ("arrêter", "FR"), ("Désabonner", "fr-FR"), ("désinscription", "FR"), ("Stop pub", "FR"), ("STOP SMS", "FR"), ("STOP 36180", "FR"), ("stop36180", "FR"),
        ("Bonjour, stop", "FR"), ("Stop merci", "FR"), ("stop svp", "BE"), ("STOP please", "GB"), ("Stopp", "DE"), ("Abmelden", "AT"), ("bitte stopp", "DE"), ("Abmelden", "CH"), ("BAJA", "ES"), ("alto", "MX"), ("basta", "IT"),
        ("afmelden", "NL"), ("uitschrijven", "BE"), ("sair", "PT"), ("cancelar", "BR"), ("koniec", "PL"), ("стоп", "RU"), ("iptal", "TR"), ("توقف", "MA"), ("STOP", "ES"), ("arret", "DE"),
    ],
)  # fmt: skip
def test_stop(text, place):
    assert stop_word(text, place) is StopKind.STOP


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("START", ""),
        ("unstop", ""),
        ("Start!", ""),
        ("reprendre", "FR"),
        ("anmelden", "DE"),
        ("alta", "ES"),
        ("Subscribe", ""),
    ],
)
def test_start(text, place):
    assert stop_word(text, place) is StopKind.START


@pytest.mark.parametrize(
    "text",
    [
        "Please stop", "Please stop sending me these", "Can you stop by tomorrow?", "Bus stop near you?", "je voudrais stopper ma commande", "Arrêtez tout, je viens demain",
        "stop ou encore", "I want to unsubscribe from the newsletter", "désabonnez-moi de la liste svp et merci", "don't stop", "STOP? why", "ne plus me contacter", "C'est du spam",
    ],
)  # fmt: skip
def test_a_sentence_goes_to_a_person(text):
    assert stop_word(text, "FR") is StopKind.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "ok",
        "Yes",
        "oui",
        "merci",
        "dur",
        "fin",
        "non",
        "12345",
        "👍",
        "a" * 5000,
        "Fine",
        "end of the week",
    ],
)
def test_nothing_of_the_kind(text):
    assert stop_word(text, "FR") is None


def test_words_count_only_where_they_are_spoken():
    assert stop_word("dur", "TR") is StopKind.STOP
    assert stop_word("baja", "FR") is None


def test_by_mail_bare_orders_are_left_to_a_person():
    assert mail_stop_word("Re: x", "cancel") is StopKind.UNCLEAR
    assert mail_stop_word("Re: x", "stop") is StopKind.STOP
    assert mail_stop_word("stop", "") is StopKind.STOP
    assert mail_stop_word("Re: stop", "") is None
    assert mail_stop_word("", "word " * 30 + "stop") is None


@given(st.text(max_size=300), st.text(max_size=6))
def test_nothing_raises(text, place):
    stop_word(text, place)
