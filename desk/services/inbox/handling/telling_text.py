# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what an e-mail to a member of staff says about a conversation; pure."""

import re

from desk.services.inbox.notices import ASSIGNED, Untold
from desk.translation import N_, translator

_SUBJECTS = {
    ASSIGNED: N_("Assigned to you: {subject}"),
    "replied": N_("{who} has answered: {subject}"),
}
_BODIES = {
    ASSIGNED: N_("Hello {name},\n\n{who} has given you the conversation “{subject}” with {customer}."),
    "replied": N_("Hello {name},\n\n{who} has written in the conversation “{subject}”:\n\n{preview}"),
}
_FOOT = N_("Open it in Desk to answer. Replies to this e-mail reach nobody.")
NO_SUBJECT = N_("(no subject)")
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def told(one: Untold, language: str) -> tuple[str, str]:
    """Return (subject, text) in the operator's language, else `language`."""
    say = translator(one.language or language)
    detail = one.detail
    values = {
        "name": one.name,
        "who": str(detail.get("who") or ""),
        "subject": str(detail.get("subject") or say(NO_SUBJECT)),
        "customer": str(detail.get("customer") or ""),
        "preview": str(detail.get("preview") or ""),
    }
    subject = _BREAKS.sub(" ", say(_SUBJECTS[one.kind]).format(**values)).strip()
    text = f"{say(_BODIES[one.kind]).format(**values)}\n\n{say(_FOOT)}\n"
    return subject[:300], text
