# SPDX-License-Identifier: LicenseRef-Desk
"""The foot of every e-mail: who writes, and the ways out. No author can leave it off."""

from collections.abc import Iterator

from desk.services.templates.brand import Brand

_WORDS = {
    "links.preferences": {
        "fr": "Gérer mes préférences",
        "en": "Manage my preferences",
        "de": "Einstellungen ändern",
        "es": "Gestionar mis preferencias",
        "it": "Gestire le mie preferenze",
        "nl": "Mijn voorkeuren beheren",
        "pt": "Gerir as minhas preferências",
    },
    "links.unsubscribe": {
        "fr": "Se désinscrire",
        "en": "Unsubscribe",
        "de": "Abmelden",
        "es": "Darse de baja",
        "it": "Annullare l’iscrizione",
        "nl": "Uitschrijven",
        "pt": "Cancelar a subscrição",
    },
}


def identity(brand: Brand) -> list[str]:
    """Return the lines that say who writes, without empty ones."""
    name = brand.name if brand.legal_name in ("", brand.name) else f"{brand.name} – {brand.legal_name}"
    reach = " · ".join(part for part in (brand.phone, brand.email, brand.website) if part)
    return [line for line in (name.strip(" –"), brand.address, reach, brand.footer) if line]


def ways_out(language: str) -> Iterator[tuple[str, str]]:
    """Give (path of a link, words for it) in the message's language."""
    root = language.replace("_", "-").split("-", maxsplit=1)[0].lower()
    for path, words in _WORDS.items():
        yield path, words.get(root, words["en"])
