# SPDX-License-Identifier: LicenseRef-Desk
"""What customers want: consent by topic and channel, and addresses that must not be written to."""

from desk.services.preferences.consents import SOURCES, ConsentDraft, ConsentRow, Consents, Granted
from desk.services.preferences.suppressions import (
    REASONS,
    SuppressionDraft,
    SuppressionFilter,
    SuppressionRow,
    Suppressions,
    is_suppressed,
)
from desk.services.preferences.topics import CONSENT_CHANNELS, TOPICS, TopicKind, topic_kind

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
    "is_suppressed",
    "topic_kind",
]
