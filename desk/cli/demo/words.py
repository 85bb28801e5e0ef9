# SPDX-License-Identifier: LicenseRef-Desk
"""Says a line of the demo's table in words; the codes are for programs, which get JSON."""

import re

_WORDS = {
    "email": "e-mail",
    "sms": "SMS",
    "undeliverable": "not sent",
    "no_consent": "not subscribed",
    "quiet_hours": "quiet hours",
}
_TWICE = re.compile(r"\b(\d\.\d+\.\d+) \1\b")
"""An enhanced status code that stands in the code and in the reply."""


def in_words(code: str) -> str:
    """Return what a channel, an outcome or a reason means; a server's words stay its own."""
    if code in _WORDS:
        return _WORDS[code]
    if " " in code:
        return _TWICE.sub(r"\1", code)
    return code.replace("_", " ")
