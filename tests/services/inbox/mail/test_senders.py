# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.inbox.mail import Suspicion, leads_elsewhere, read_mail, sender_warnings
from tests.services.inbox.mail.mails import mail

KNOWN = ("contact@atelier-velo.fr", "anna@kunde-und-sohn.de", "jean@gmail.com")


def codes(sender, head=""):
    return [one.code for one in sender_warnings(read_mail(mail(sender=sender, head=head)), KNOWN)]


@pytest.mark.parametrize(
    ("sender", "code"),
    [
        ("Atelier <contact@ate1ier-velo.fr>", Suspicion.LOOK_ALIKE),
        ("Anna <anna@kunde-und-s0hn.de>", Suspicion.LOOK_ALIKE),
        ("Anna <anna@kunde-und-sohn.de.evil.example>", Suspicion.LOOK_ALIKE),
        ("Jean <jean@gmai1.com>", Suspicion.LOOK_ALIKE),
        ("PayPal <service@paypa1.com>", Suspicion.LOOK_ALIKE),
        ("Apple <a@xn--80ak6aa92e.com>", Suspicion.LOOK_ALIKE),
        ("La Poste <a@1aposte.fr>", Suspicion.LOOK_ALIKE),
        ("x <a@xn--pypal-4ve.com>", Suspicion.LOOK_ALIKE),
        ("anna@kunde-und-sohn.de <x@evil.example>", Suspicion.NAME_IS_ANOTHER_ADDRESS),
        ('"contact@atelier-velo.fr" <x@evil.example>', Suspicion.NAME_IS_ANOTHER_ADDRESS),
        ("anna\uff20kunde-und-sohn.de <x@evil.example>", Suspicion.NAME_IS_ANOTHER_ADDRESS),
        ("anna\ufe6bkunde-und-sohn\u3002de <x@evil.example>", Suspicion.NAME_IS_ANOTHER_ADDRESS),
        ("contact @ atelier-velo.fr <x@evil.example>", Suspicion.NAME_IS_ANOTHER_ADDRESS),
        ("=?utf-8?q?anna=40kunde-und-sohn.de?= <x@evil.example>", Suspicion.NAME_IS_ANOTHER_ADDRESS),
        ("Anna", Suspicion.NO_SENDER),
        ("a@x.example, b@y.example", Suspicion.SEVERAL_SENDERS),
    ],
)
def test_doubts(sender, code):
    assert code in codes(sender)


@pytest.mark.parametrize(
    "sender",
    [
        "Anna <anna@kunde-und-sohn.de>",
        "Anna <anna@mail.kunde-und-sohn.de>",
        "Someone <someone@boulangerie-martin.fr>",
        "Jean <jean@gmail.com>",
        "Jean <jean@hotmail.fr>",
        "Paul <paul@orange.fr>",
        "paul@orange.fr <paul@orange.fr>",
        "Müller <info@xn--mller-kva.de>",
        "Иван <ivan@xn--e1afmkfd.xn--p1ai>",
        "PayPal <service@paypal.com>",
        "DHL <noreply@dhl.com>",
    ],
)
def test_no_false_alarm(sender):
    assert codes(sender) == []


def test_answers_that_go_elsewhere():
    assert codes("a@x.example", "Reply-To: b@y.example") == [Suspicion.REPLY_ELSEWHERE]
    assert codes("a@x.example", "Reply-To: b@mail.x.example") == []
    assert codes("a@x.example", "Reply-To: list@y.example\nList-Id: <l.y.example>") == []


@pytest.mark.parametrize(
    ("words", "target", "elsewhere"),
    [
        ("www.paypal.com", "https://evil.example/paypal.com", True),
        ("mabanque\u3002fr", "https://evil.example/", True),
        ("mabanque\u2024fr", "https://evil.example/", True),
        ("https:/\u2044mabanque.fr", "https://evil.example/", True),
        ("mabanque\uff0efr", "https://www.mabanque.fr/", False),
        ("sophie\uff20client.example", "mailto:other@evil.example", True),
        ("https://paypal.com/login", "http://paypal.com.evil.example/", True),
        ("paypal.com", "https://paypal.com@evil.example/", True),
        ("click", "https://paypal.com@evil.example/", True),
        ("click", "https://xn--80ak6aa92e.com/", True),
        ("click", "https:\\\\good.example@evil.example", True),
        ("a@x.example", "mailto:b@y.example", True),
        ("click here", "https://evil.example/", False),
        ("www.paypal.com", "https://paypal.com/a", False),
        ("paypal.com/fr", "https://www.paypal.com/fr", False),
        ("facture.pdf", "https://x.example/facture.pdf", False),
        ("a@x.example", "mailto:a@x.example?subject=hi", False),
        ("call", "tel:+33123456789", False),
        ("M. Dupont", "https://x.example", False),
        ("x", "http://[bad", True),
    ],
)
def test_links(words, target, elsewhere):
    assert leads_elsewhere(words, target) == elsewhere


@pytest.mark.parametrize(
    "shown",
    [
        "Cliquez : https://mabanque.fr/login",
        "voir www.mabanque.fr",
        "ma\u200bbanque.fr",
        "https://mabanque\u00ad.fr/",
    ],
)
def test_an_address_among_other_words_counts(shown):
    assert leads_elsewhere(shown, "http://evil.example/")
    assert not leads_elsewhere(shown, "https://www.mabanque.fr/")
