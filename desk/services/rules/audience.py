# SPDX-License-Identifier: LicenseRef-Desk
"""Says whom a rule addresses on an occasion, and in which language."""

from functools import lru_cache

from desk.services.rules.spec import RuleSpec
from desk.services.rules.views import Occasion
from desk.services.templates import choose_language

CUSTOMER = "customer"
"""The role of the subject's own customer."""


def recipients(occasion: Occasion, spec: RuleSpec) -> tuple[str, ...]:
    """Return the ids of the customers that a rule would write to, each once; () when nobody has the role."""
    role = spec.audience.role
    people = occasion.people.get(role, ())
    if not people and role == CUSTOMER and occasion.customer_id:
        return (occasion.customer_id,)
    return tuple(dict.fromkeys(people))


@lru_cache(maxsize=1024)
def language_for(wanted: str, shop_language: str, available: frozenset[str]) -> str:
    """Return the language to write in, as templates choose it: fr-CA → fr → the shop's → any; "" for none."""
    return choose_language(wanted, available, shop_language)
