# SPDX-License-Identifier: LicenseRef-Desk
"""Filing: what arrives comes into conversations, with its customer and its record."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.filing.arrival import Arrival, Filed, FiledMessage, SmsArrival
    from desk.services.inbox.filing.filing import Filing
    from desk.services.inbox.filing.known import content_sums
    from desk.services.inbox.filing.letter import content_sum, instant_of, is_sent_to_many
    from desk.services.inbox.filing.line import Line, LineFile
    from desk.services.inbox.filing.lines import Lines
    from desk.services.inbox.filing.merging import Merging
    from desk.services.inbox.filing.prepared import Prepared, prepare
    from desk.services.inbox.filing.shaping import base_subject
    from desk.services.inbox.filing.standing import LEAVES_WAITING
else:
    __getattr__ = opened(
        __name__,
        {
            "arrival": "Arrival Filed FiledMessage SmsArrival",
            "filing": "Filing",
            "known": "content_sums",
            "letter": "content_sum instant_of is_sent_to_many",
            "line": "Line LineFile",
            "lines": "Lines",
            "merging": "Merging",
            "prepared": "Prepared prepare",
            "shaping": "base_subject",
            "standing": "LEAVES_WAITING",
        },
    )

__all__ = [
    "LEAVES_WAITING",
    "Arrival",
    "Filed",
    "FiledMessage",
    "Filing",
    "Line",
    "LineFile",
    "Lines",
    "Merging",
    "Prepared",
    "SmsArrival",
    "base_subject",
    "content_sum",
    "content_sums",
    "instant_of",
    "is_sent_to_many",
    "prepare",
]
