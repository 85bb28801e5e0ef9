# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether a refusal says that nobody is at an address; pure."""

from desk.models.vocabulary import AttemptOutcome
from desk.services.providers import Blame, Receipt

NOBODY = frozenset({"5.1.1", "5.1.2", "5.1.6", "5.1.10"})
"""No such mailbox, no such domain, moved away, a domain that takes no mail (RFC 3463, 7505).

Not 5.4.4, a route that the server did not find, nor 5.2.1, a mailbox that is closed for now; and never a bare 550 or
a 5.7.x, which refuse this message or this sender: they say nothing about the person.
"""


def says_nobody_there(receipt: Receipt) -> bool:
    """Whether an answer means that whatever is sent to this address will be refused."""
    if receipt.outcome is not AttemptOutcome.PERMANENT or receipt.blame is not Blame.MESSAGE:
        return False
    _, _, enhanced = receipt.code.partition(" ")
    return enhanced in NOBODY
