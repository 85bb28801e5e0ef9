# SPDX-License-Identifier: LicenseRef-Desk
"""Says why a mail server refused a message, by the status that it answered with (RFC 3463, RFC 5321)."""

import re
from collections.abc import Mapping

from desk.translation import N_, _

_STATUS = re.compile(r"\b[45]\.(\d{1,3})\.(\d{1,3})\b")
_REPLY = re.compile(r"[45]\d\d\b")

_BY_DETAIL: Mapping[str, str] = {
    "1.2": N_("domain unknown"),
    "1.10": N_("domain unknown"),
    "2.1": N_("mailbox closed"),
    "2.2": N_("mailbox full"),
    "2.3": N_("message too large"),
    "3.4": N_("message too large"),
}
_BY_SUBJECT: Mapping[str, str] = {
    "1": N_("address refused"),
    "4": N_("mail server out of reach"),
    "7": N_("refused by the recipient’s mail server"),
}
_BY_REPLY: Mapping[str, str] = {
    "550": N_("address refused"),
    "551": N_("address refused"),
    "552": N_("mailbox full"),
    "553": N_("address refused"),
}


def refusal_text(answer: str) -> str:
    """Say in two words what an answer means; "" for one that is none of a mail server, or says nothing known."""
    if not _REPLY.match(answer):
        return ""
    status = _STATUS.search(answer)
    if status is None:
        return _(_BY_REPLY[answer[:3]]) if answer[:3] in _BY_REPLY else ""
    said = _BY_DETAIL.get(f"{status[1]}.{status[2]}") or _BY_SUBJECT.get(status[1], "")
    return _(said) if said else ""
