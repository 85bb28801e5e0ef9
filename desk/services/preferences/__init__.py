# SPDX-License-Identifier: LicenseRef-Desk
"""What customers want: consent by topic and channel, and addresses that must not be written to."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.preferences.consents import SOURCES, ConsentDraft, ConsentRow, Consents, Granted
    from desk.services.preferences.suppressions import (
        REASONS,
        SuppressionDraft,
        SuppressionFilter,
        SuppressionRow,
        Suppressions,
    )
    from desk.services.preferences.topics import CONSENT_CHANNELS, TOPICS, TopicKind
else:
    __getattr__ = opened(
        __name__,
        {
            "consents": "SOURCES ConsentDraft ConsentRow Consents Granted",
            "suppressions": "REASONS SuppressionDraft SuppressionFilter SuppressionRow Suppressions",
            "topics": "CONSENT_CHANNELS TOPICS TopicKind",
        },
    )

__all__ = [
    "CONSENT_CHANNELS",
    "REASONS",
    "SOURCES",
    "TOPICS",
    "ConsentDraft",
    "ConsentRow",
    "Consents",
    "Granted",
    "SuppressionDraft",
    "SuppressionFilter",
    "SuppressionRow",
    "Suppressions",
    "TopicKind",
]
