# SPDX-License-Identifier: LicenseRef-Desk
"""The message of about 6 kB as templates of Jinja and Django read it alike, and its values."""

PARAGRAPH = (
    '<p style="margin:0 0 16px;font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#333333">'
    "%s</p>\n"
)
ROW = (
    '<tr><td style="padding:8px 12px;border-bottom:1px solid #eeeeee;font-family:Arial,sans-serif;font-size:14px">'
    "{{ l.name }}</td><td>{{ l.qty }}</td><td>{{ l.price }} €</td></tr>\n"
)
LONG = (
    "Le magasin est ouvert du mardi au samedi, de neuf heures à dix-neuf heures ; "
    "le colis vous attend quinze jours."
)
SUBJECT = "Votre commande n°{{ order }} est prête"
HTML = (
    '<!doctype html><html><head><meta charset="utf-8"><title>{{ shop }}</title></head><body>'
    '<table width="600" align="center"><tr><td style="padding:24px;background:#ffffff">\n<h1>{{ shop }}</h1>\n'
    + PARAGRAPH % "Bonjour {{ name }},"
    + PARAGRAPH % "Votre commande n°{{ order }} est prête. Merci de votre fidélité !"
    + '<table width="100%">{% for l in lines %}'
    + ROW
    + "{% endfor %}</table>\n"
    + (PARAGRAPH % LONG) * 11
    + "<p>Total : <b>{{ total }} €</b></p></td></tr></table></body></html>\n"
)
TEXT = (
    "Bonjour {{ name }},\n\nVotre commande n°{{ order }} est prête.\n"
    "{% for l in lines %}- {{ l.name }} x {{ l.qty }} : {{ l.price }} €\n{% endfor %}\nTotal : {{ total }} €\n"
)


def values(number: int) -> dict[str, object]:
    """Return what message `number` says."""
    return {
        "shop": "Café des Lilas",
        "name": f"Client Éloïse {number}",
        "order": 10_000 + number,
        "total": f"{number % 90 + 10},50",
        "lines": [{"name": f"Thé vert n°{k}", "qty": k + 1, "price": f"{k + 4},90"} for k in range(5)],
    }


def address(number: int) -> str:
    """Return whom message `number` is for."""
    return f"client{number}@example.org"
