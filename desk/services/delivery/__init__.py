# SPDX-License-Identifier: LicenseRef-Desk
"""Delivery: from what happened to a proven send; the planner, the outbox, the sender, the history."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.delivery.accounts import Accounts
    from desk.services.delivery.answerable import Answerable
    from desk.services.delivery.blobs import Blobs
    from desk.services.delivery.cancelling import Cancelling
    from desk.services.delivery.dead_addresses import DeadAddresses
    from desk.services.delivery.deleting import delete_rules
    from desk.services.delivery.evaluations import EvaluationRow, Evaluations
    from desk.services.delivery.finding import HistoryFilter
    from desk.services.delivery.finishing import finish
    from desk.services.delivery.foresight import Outlook, foresee
    from desk.services.delivery.going_live import go_back, go_live
    from desk.services.delivery.history import (
        AttemptRow,
        DeliveryDetail,
        DeliveryRow,
        History,
        Pressing,
        SentContent,
    )
    from desk.services.delivery.just_decided import JustDecided
    from desk.services.delivery.late_fields import sending_fields
    from desk.services.delivery.making import brand_of, placeholder_names
    from desk.services.delivery.notifications import NotificationRow, Notifications
    from desk.services.delivery.outbox import Outbox
    from desk.services.delivery.plan import LegPlan
    from desk.services.delivery.planner import Planner, plan_batch
    from desk.services.delivery.previewing import preview_of
    from desk.services.delivery.reconcile import Reconciler
    from desk.services.delivery.recovery import Doubtful, Recovered, Recovery
    from desk.services.delivery.replies import Queued, Recipient, Replies
    from desk.services.delivery.resend import Resend, Resent
    from desk.services.delivery.returned import Returned, Sent
    from desk.services.delivery.sender import Sender
    from desk.services.delivery.shop_side import shop_state
    from desk.services.delivery.situation import Situations
    from desk.services.delivery.taking_back import take_back
    from desk.services.delivery.totals import Totals
    from desk.services.delivery.written import WRITTEN, WrittenContent, WrittenFile
else:
    __getattr__ = opened(
        __name__,
        {
            "accounts": "Accounts",
            "answerable": "Answerable",
            "blobs": "Blobs",
            "cancelling": "Cancelling",
            "dead_addresses": "DeadAddresses",
            "deleting": "delete_rules",
            "evaluations": "EvaluationRow Evaluations",
            "finding": "HistoryFilter",
            "finishing": "finish",
            "foresight": "Outlook foresee",
            "going_live": "go_back go_live",
            "history": "AttemptRow DeliveryDetail DeliveryRow History Pressing SentContent",
            "just_decided": "JustDecided",
            "late_fields": "sending_fields",
            "making": "brand_of placeholder_names",
            "notifications": "NotificationRow Notifications",
            "outbox": "Outbox",
            "plan": "LegPlan",
            "planner": "Planner plan_batch",
            "previewing": "preview_of",
            "reconcile": "Reconciler",
            "recovery": "Doubtful Recovered Recovery",
            "replies": "Queued Recipient Replies",
            "resend": "Resend Resent",
            "returned": "Returned Sent",
            "sender": "Sender",
            "shop_side": "shop_state",
            "situation": "Situations",
            "taking_back": "take_back",
            "totals": "Totals",
            "written": "WRITTEN WrittenContent WrittenFile",
        },
    )

__all__ = [
    "WRITTEN",
    "Accounts",
    "Answerable",
    "AttemptRow",
    "Blobs",
    "Cancelling",
    "DeadAddresses",
    "DeliveryDetail",
    "DeliveryRow",
    "Doubtful",
    "EvaluationRow",
    "Evaluations",
    "History",
    "HistoryFilter",
    "JustDecided",
    "LegPlan",
    "NotificationRow",
    "Notifications",
    "Outbox",
    "Outlook",
    "Planner",
    "Pressing",
    "Queued",
    "Recipient",
    "Reconciler",
    "Recovered",
    "Recovery",
    "Replies",
    "Resend",
    "Resent",
    "Returned",
    "Sender",
    "Sent",
    "SentContent",
    "Situations",
    "Totals",
    "WrittenContent",
    "WrittenFile",
    "brand_of",
    "delete_rules",
    "finish",
    "foresee",
    "go_back",
    "go_live",
    "placeholder_names",
    "plan_batch",
    "preview_of",
    "sending_fields",
    "shop_state",
    "take_back",
]
