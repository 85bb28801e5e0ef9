# SPDX-License-Identifier: LicenseRef-Desk
"""Knows what mail programs put before a subject when they answer or pass on; pure. The only place that lists it."""

import re

_ANSWER = re.compile(
    r"(?:\s*(?:r[eé]|aw|wg|fwd?|tr|sv|antw?|rif|odp|vs|fw)\s*(?:\[\d+\])?\s*[:\uff1a])+\s*",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"\s*(?:fwd?|fw|tr|wg)\s*[:\uff1a]", re.IGNORECASE)


def bare_subject(subject: str) -> str:
    """Return a subject without what answering and passing on put before it."""
    return (_ANSWER.sub("", subject, count=1) if _ANSWER.match(subject) else subject).strip()


def is_answer(subject: str) -> bool:
    """Say whether a subject is that of an answer, or of something passed on."""
    return _ANSWER.match(subject) is not None


def reply_subject(subject: str) -> str:
    """Return the subject of an answer to `subject`, which says once that it is one; "" for none."""
    own = subject.strip()
    return own if not own or (is_answer(own) and not is_passed_on(own)) else f"Re: {own}"


def is_passed_on(subject: str) -> bool:
    """Say whether a subject is that of something passed on."""
    return _PASSED_ON.match(subject) is not None
