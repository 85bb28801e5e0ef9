# SPDX-License-Identifier: LicenseRef-Desk
"""The one message every engine sends: about 6 kB, a table of five lines, a condition, eleven paragraphs."""

from typing import Any

BLOCKS: list[dict[str, Any]] = [
    {"kind": "heading", "level": 1, "text": "{{ company.name | upper }}"},
    {"kind": "text", "text": "Bonjour {{ customer.first_name }},"},
    {"kind": "text", "text": "Votre commande n°{{ order.number }} est prête. Merci de votre fidélité !"},
    {
        "kind": "lines",
        "source": "order.parts",
        "columns": [
            {"title": "Article", "cell": "{{ line.name }}"},
            {"title": "Qté", "cell": "{{ line.qty }}", "align": "right"},
            {"title": "Prix", "cell": "{{ line.price }}", "align": "right"},
        ],
    },
    *(
        {
            "kind": "text",
            "text": "Le magasin est ouvert du mardi au samedi, de neuf heures à dix-neuf heures ; "
            "le colis vous attend quinze jours.",
        }
        for _ in range(6)
    ),
    {"kind": "text", "text": "Total : **{{ order.total }}**"},
]

TEXTS: dict[str, Any] = {
    "email": {
        "fr": {"subject": "Votre commande n°{{ order.number }} est prête", "body": "", "blocks": BLOCKS}
    }
}


def snapshot(number: int) -> dict[str, Any]:
    """Return the fields of order `number`."""
    return {
        "company.name": "Café des Lilas",
        "customer.first_name": f"Client Éloïse {number}",
        "order.number": str(10_000 + number),
        "order.status": "ready",
        "order.total": f"{number % 90 + 10}.50",
        "order.parts": [
            {"name": f"Thé vert n°{k}", "qty": str(k + 1), "price": f"{k + 4}.90"} for k in range(5)
        ],
    }
