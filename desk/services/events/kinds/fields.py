# SPDX-License-Identifier: LicenseRef-Desk
"""The fields that every event has: the customer, the company, the place, the person at work, the message."""

from desk.services.events.kind import Field, FieldType
from desk.services.events.kinds.shapes import (
    at_sending,
    choice,
    day,
    email,
    instant,
    link,
    money,
    number,
    phone,
    text,
)
from desk.services.shop import Span, written_day, written_week
from desk.translation import N_

CUSTOMER: tuple[Field, ...] = (
    text("customer.id", N_("Customer id"), "client.id", "01939f2a6c1e7d3f8a4b5c6d7e8f9a0b"),
    text("customer.first_name", N_("First name"), "client.prenom", "Sophie"),
    text("customer.last_name", N_("Last name"), "client.nom", "Bernard"),
    text("customer.full_name", N_("Full name"), "client.nom_complet", "Sophie Bernard"),
    text("customer.salutation", N_("Salutation"), "client.civilite", "Madame"),
    text("customer.company", N_("Customer’s company"), "client.societe", "Boulangerie Bernard"),
    email("customer.email", N_("Customer’s e-mail"), "client.email", "sophie.bernard@example.fr"),
    phone("customer.phone", N_("Customer’s phone"), "client.telephone", "+33612345678"),
    text("customer.address.line1", N_("Address, line 1"), "client.adresse.ligne1", "Sophie Bernard"),
    text("customer.address.line2", N_("Address, line 2"), "client.adresse.ligne2", "12 rue des Lilas"),
    text("customer.address.line3", N_("Address, line 3"), "client.adresse.ligne3", "69003 Lyon"),
    text("customer.address.line4", N_("Address, line 4"), "client.adresse.ligne4"),
    text("customer.address.line5", N_("Address, line 5"), "client.adresse.ligne5"),
    text("customer.address.line6", N_("Address, line 6"), "client.adresse.ligne6"),
    text("customer.address.line7", N_("Address, line 7"), "client.adresse.ligne7"),
    text("customer.postcode", N_("Postcode"), "client.code_postal", "69003"),
    text("customer.city", N_("City"), "client.ville", "Lyon"),
    choice("customer.country", N_("Country"), "client.pays", "FR"),
    choice("customer.language", N_("Language"), "client.langue", "fr"),
    day("customer.registered_at", N_("Customer since"), "client.inscription", "2023-03-14"),
    day("customer.birth_date", N_("Date of birth"), "client.naissance", "1986-12-03"),
    money("customer.balance", N_("Customer’s balance"), "client.solde", "0.00"),
    number("customer.loyalty_points", N_("Loyalty points"), "client.points", 120),
)

COMPANY: tuple[Field, ...] = (
    text("company.name", N_("Company name"), "entreprise.nom", "Atelier Lyon"),
    text("company.legal_name", N_("Legal name"), "entreprise.raison_sociale", "Atelier Lyon SARL"),
    text("company.address", N_("Company address"), "entreprise.adresse", "8 place Bellecour, 69002 Lyon"),
    email("company.email", N_("Company e-mail"), "entreprise.email", "bonjour@atelier-lyon.example"),
    phone("company.phone", N_("Company phone"), "entreprise.telephone", "+33478000102"),
    link("company.website", N_("Website"), "entreprise.site", "https://atelier-lyon.example"),
    text("company.details", N_("Company details"), "entreprise.mentions", "SARL au capital de 10 000 €"),
    text("company.note", N_("Company note"), "entreprise.note", "Réparation de vélos depuis 1998"),
    link("company.logo", N_("Logo"), "entreprise.logo", "https://atelier-lyon.example/logo.png"),
    text("company.vat_no", N_("VAT number"), "entreprise.tva", "FR40123456824"),
)

_HOURS = (Span(9 * 60, 12 * 60), Span(14 * 60, 19 * 60))

LOCATION: tuple[Field, ...] = (
    text("location.name", N_("Location"), "etablissement.nom", "Atelier Lyon 2"),
    text(
        "location.address", N_("Location’s address"), "etablissement.adresse", "8 place Bellecour, 69002 Lyon"
    ),
    phone("location.phone", N_("Location’s phone"), "etablissement.telephone", "+33478000102"),
    email("location.email", N_("Location’s e-mail"), "etablissement.email", "lyon2@atelier-lyon.example"),
    *at_sending(
        text(
            "location.hours_today",
            N_("Opening hours today"),
            "etablissement.horaires_jour",
            written_day(_HOURS, "fr"),
        ),
        text(
            "location.hours_week",
            N_("Opening hours of the week"),
            "etablissement.horaires",
            written_week(((), *[_HOURS] * 5, ()), "fr"),
        ),
    ),
    link("location.map_url", N_("Map"), "etablissement.plan", "https://atelier-lyon.example/plan"),
    link("location.review_url", N_("Review page"), "etablissement.avis", "https://atelier-lyon.example/avis"),
)

USER: tuple[Field, ...] = (
    text("user.name", N_("Staff member"), "utilisateur.nom", "Karim Haddad"),
    choice("user.role", N_("Staff member’s role"), "utilisateur.role", "agent"),
    phone("user.phone", N_("Staff member’s phone"), "utilisateur.telephone", "+33478000103"),
    email("user.email", N_("Staff member’s e-mail"), "utilisateur.email", "karim@atelier-lyon.example"),
    text("user.signature", N_("Signature"), "utilisateur.signature", "Karim, Atelier Lyon 2"),
)

MESSAGE: tuple[Field, ...] = at_sending(
    day("now.date", N_("Today’s date"), "maintenant.date", "2026-11-24"),
    Field(
        path="now.time", type=FieldType.TIME, label=N_("Time now"), alias="maintenant.heure", sample="10:30"
    ),
    link(
        "links.preferences",
        N_("Preferences link"),
        "liens.preferences",
        "https://atelier-lyon.example/p/k7d2",
    ),
    link(
        "links.unsubscribe",
        N_("Unsubscribe link"),
        "liens.desinscription",
        "https://atelier-lyon.example/u/k7d2",
    ),
    link(
        "links.online_view",
        N_("Online view"),
        "liens.version_en_ligne",
        "https://atelier-lyon.example/v/k7d2",
    ),
    link("links.payment", N_("Payment link"), "liens.paiement", "https://atelier-lyon.example/r/1042"),
    link("links.sign", N_("Signing link"), "liens.signature", "https://atelier-lyon.example/s/1042"),
    link("links.survey", N_("Survey link"), "liens.enquete", "https://atelier-lyon.example/e/1042"),
    link("links.booking", N_("Booking link"), "liens.reservation", "https://atelier-lyon.example/rdv"),
    link("links.tracking", N_("Tracking link"), "liens.suivi", "https://atelier-lyon.example/c/1042"),
    link("links.video", N_("Video link"), "liens.video", "https://atelier-lyon.example/visio"),
    text("message.id", N_("Message id"), "message.id", "01939f2a6c1e7d3f8a4b5c6d7e8f9a0c"),
    text("message.reference", N_("Message reference"), "message.reference", "AL-20261124-7"),
    text("stop_text", N_("How to unsubscribe"), "texte_stop", "STOP au 36180"),
)

COMMON: tuple[Field, ...] = CUSTOMER + COMPANY + LOCATION + USER + MESSAGE

LAST_VISIT = instant(
    "customer.last_visit_at", N_("Last visit"), "client.derniere_visite", "2026-05-19T14:20:00+00:00"
)
"""The latest record of a customer; a date to count from, known to the events about customers."""
