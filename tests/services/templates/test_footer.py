# SPDX-License-Identifier: LicenseRef-Desk
"""Who writes, and the ways out."""

from desk.services.templates.brand import Brand
from desk.services.templates.footer import identity, ways_out


def test_identity_leaves_out_what_is_empty():
    assert identity(Brand()) == []
    brand = Brand(name="Atelier", legal_name="Atelier SARL", phone="04", website="a.example", footer="RCS")
    assert identity(brand) == ["Atelier – Atelier SARL", "04 · a.example", "RCS"]
    assert identity(Brand(name="Atelier", legal_name="Atelier")) == ["Atelier"]


def test_ways_out_in_the_language_of_the_message():
    assert dict(ways_out("fr-CA"))["links.unsubscribe"] == "Se désinscrire"
    assert dict(ways_out("xx"))["links.preferences"] == "Manage my preferences"
