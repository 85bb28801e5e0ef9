# SPDX-License-Identifier: LicenseRef-Desk
"""The fields of a work order."""

from desk.services.events.kind import Field
from desk.services.events.kinds.shapes import choice, day, instant, link, money, number, rows, text, words
from desk.translation import N_

STATE: tuple[Field, ...] = (
    text("order.number", N_("Order number"), "commande.numero", "1042"),
    text("order.type", N_("Order type"), "commande.type", "Réparation"),
    choice("order.status", N_("Order status"), "commande.statut", "ready"),
    choice("order.previous_status", N_("Previous status"), "commande.ancien_statut", "in_progress"),
    text(
        "order.status_public_text",
        N_("Status, in words for the customer"),
        "commande.etat",
        "en cours de réparation",
    ),
    text("order.assignee", N_("Assignee"), "commande.technicien", "Karim Haddad"),
    text("order.manager", N_("Manager in charge"), "commande.responsable", "Claire Moreau"),
    text("order.location", N_("Order’s location"), "commande.etablissement", "Atelier Lyon 2"),
    number("order.queue_position", N_("Position in the queue"), "commande.rang", 3),
    choice("order.reach_via", N_("Preferred channel for this order"), "commande.canal", "sms"),
)

DATES: tuple[Field, ...] = (
    instant("order.created_at", N_("Order date"), "commande.creation", "2026-11-20T09:30:00+00:00"),
    instant(
        "order.updated_at",
        N_("Last change of the order"),
        "commande.modification",
        "2026-11-23T16:05:00+00:00",
    ),
    instant("order.due_at", N_("Due date"), "commande.echeance", "2026-11-24T17:00:00+00:00"),
    instant(
        "order.previous_due_at",
        N_("Previous due date"),
        "commande.ancienne_echeance",
        "2026-11-23T17:00:00+00:00",
    ),
    instant("order.quoted_at", N_("Quote sent on"), "commande.date_devis", "2026-11-21T10:00:00+00:00"),
    instant("order.ready_at", N_("Ready since"), "commande.prete_le", "2026-11-24T15:10:00+00:00"),
    instant("order.closed_at", N_("Closed on"), "commande.cloture", "2026-11-24T17:40:00+00:00"),
    day("order.quote_expires_at", N_("Quote valid until"), "commande.expiration_devis", "2026-12-20"),
    day("order.pickup_until", N_("To be collected by"), "commande.retrait_avant", "2026-12-24"),
    day("order.warranty_until", N_("Warranty until"), "commande.garantie", "2027-11-24"),
    day("order.maintenance_at", N_("Next service on"), "commande.entretien", "2027-05-24"),
    instant(
        "order.loan_due_at", N_("Loan to be returned by"), "commande.retour_pret", "2026-11-24T17:00:00+00:00"
    ),
    instant("order.loan_returned_at", N_("Loan returned on"), "commande.pret_rendu", ""),
    instant("order.complaint_at", N_("Complaint since"), "commande.reclamation", ""),
)

ITEM: tuple[Field, ...] = (
    text("order.item", N_("Item"), "commande.article", "vélo électrique"),
    text("order.brand", N_("Brand"), "commande.marque", "Gitane"),
    text("order.model", N_("Model"), "commande.modele", "Organ’e-Bike"),
    text("order.serial", N_("Serial number"), "commande.serie", "GT-20418-77"),
    text("order.malfunction", N_("Malfunction"), "commande.panne", "Le frein arrière ne répond plus"),
    text("order.condition", N_("Condition on arrival"), "commande.etat_depot", "Rayure sur le cadre"),
    text("order.accessories", N_("Accessories left"), "commande.accessoires", "Antivol, sacoche"),
    text("order.diagnosis", N_("Diagnosis"), "commande.diagnostic", "Câble de frein rompu"),
    text("order.resolution", N_("Work done"), "commande.travaux", "Câble et gaine remplacés"),
    text("order.reason", N_("Reason for an end without repair"), "commande.motif", "Pièce introuvable"),
    text("order.notes_public", N_("Note for the customer"), "commande.note", "Pensez à regonfler les pneus"),
    text("order.loan_item", N_("Item on loan"), "commande.pret", "vélo de ville n° 4"),
)

AMOUNTS: tuple[Field, ...] = (
    money("order.estimate_total", N_("Estimate"), "commande.devis", "80.00"),
    money("order.total", N_("Total"), "commande.total", "84.50"),
    money("order.paid", N_("Paid"), "commande.paye", "20.00"),
    money("order.balance_due", N_("Balance due"), "commande.reste", "64.50"),
    text("order.invoice_number", N_("Invoice number"), "commande.facture", "F-2026-0418"),
    choice("order.currency", N_("Currency"), "commande.devise", "EUR"),
    money("order.storage_fee", N_("Storage fee"), "commande.frais_garde", "5.00"),
)

DETAILS: tuple[Field, ...] = (
    link(
        "order.quote_url", N_("Quote on line"), "commande.lien_devis", "https://atelier-lyon.example/d/1042"
    ),
    words(
        "order.photos", N_("Photos"), "commande.photos", ["https://atelier-lyon.example/photos/1042-1.jpg"]
    ),
    rows(
        "order.parts",
        N_("Parts"),
        "commande.pieces",
        (
            text("name", N_("Part"), "nom", "Câble de frein"),
            number("qty", N_("Quantity"), "quantite", 1),
            money("price", N_("Price"), "prix", "12.00"),
            day("eta", N_("Expected on"), "attendu", "2026-11-27"),
        ),
    ),
    rows(
        "order.services",
        N_("Services"),
        "commande.prestations",
        (
            text("name", N_("Service"), "nom", "Réglage des freins"),
            money("price", N_("Price"), "prix", "35.00"),
        ),
    ),
)

ORDER: tuple[Field, ...] = STATE + DATES + ITEM + AMOUNTS + DETAILS
