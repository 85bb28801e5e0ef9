# SPDX-License-Identifier: LicenseRef-Desk
"""Runs the deletion of rules: what they planned is called off with them, what they sent stays in the history."""

from collections.abc import Collection
from datetime import datetime

from desk.models.identity import RuleId
from desk.services.delivery.cancelling import Cancelling
from desk.services.rules import Rulebook
from desk.services.store import Session


def delete_rules(session: Session, rule_ids: Collection[RuleId], now: datetime) -> int:
    """Remove rules for good in this transaction; return how many planned messages were called off.

    A rule that is only paused keeps its plans: they are decided on when they are due (decision 13).
    """
    Rulebook(session).delete(*rule_ids)  # first the rules: the planner plans no more for them
    return Cancelling(session).of_rules(rule_ids, now)
