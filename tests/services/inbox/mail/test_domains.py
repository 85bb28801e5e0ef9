# SPDX-License-Identifier: LicenseRef-Desk
# ruff: noqa: RUF001, RUF003 - letters that may be taken for others
import pytest

from desk.services.inbox.mail.domains import (
    imitates_latin,
    is_one_slip,
    looks_like,
    mixes_scripts,
    readable,
    registrable,
)


def coded(label):
    return f"xn--{label.encode('punycode').decode()}.fr"


@pytest.mark.parametrize(
    ("domain", "part"),
    [
        ("www.exemple.fr", "exemple.fr"),
        ("a.b.exemple.co.uk", "exemple.co.uk"),
        ("exemple.fr", "exemple.fr"),
        ("localhost", "localhost"),
        ("impots.gouv.fr", "impots.gouv.fr"),
    ],
)
def test_the_registered_part(domain, part):
    assert registrable(domain) == part


@pytest.mark.parametrize(
    "domain",
    [
        "atelier-ve1o.fr", "ate1ier-velo.fr", "atelier-vel0.fr", "ateliervelo.fr", "atelier-velo.com.evil.example",
        "atelier-velo.fr.evil.example", coded("atelier-vélo"), "atelier-veloo.fr", "ateller-velo.fr", "atelier-veol.fr",
        "atelier-velo-secure.com", "paiement-atelier-velo.com", "support-atelier-velo.net", coded("аtelier-velo"), coded("atelier-velо"), "atelier--velo.fr", "atelier-vel.fr", "aterlier-velo.fr",
    ],
)  # fmt: skip
def test_look_alikes(domain):
    assert looks_like(domain, "atelier-velo.fr")


@pytest.mark.parametrize(
    "domain",
    [
        "atelier-velo.fr", "mail.atelier-velo.fr", "velo-atelier.fr", "boulangerie.fr", "atelier.fr", "velo.fr", "gmail.com",
        "orange.fr", "atelier-moto.fr", "cycles-dupont.fr",
    ],
)  # fmt: skip
def test_others(domain):
    assert not looks_like(domain, "atelier-velo.fr")


def test_slips():
    assert is_one_slip("paypal", "paypa")
    assert is_one_slip("paypal", "papyal")
    assert is_one_slip("paypal", "paypol")
    assert not is_one_slip("paypal", "paypal")
    assert not is_one_slip("paypal", "pypla")


def test_scripts():
    assert mixes_scripts("pаypal")  # a Cyrillic а
    assert not mixes_scripts("müller")
    assert not mixes_scripts("пример")
    assert not mixes_scripts("日本のカフェ")
    assert imitates_latin("xn--80ak6aa92e.com")
    assert not imitates_latin("xn--e1afmkfd.xn--p1ai")
    assert readable("xn--bcher-kva.example") == "bücher.example"
    assert readable("xn--\x80.example") == "xn--\x80.example"
