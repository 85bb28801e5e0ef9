# SPDX-License-Identifier: LicenseRef-Desk
"""Feedback that comes by mail: bounces, complaints, absences, wishes to be left alone; recognised, and applied."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.inbox.feedback.automatic import is_automatic
    from desk.services.inbox.feedback.desk import Applicable, FeedbackDesk, SystemLine
    from desk.services.inbox.feedback.feedback import FailedRecipient, FailureClass, Feedback, StopKind
    from desk.services.inbox.feedback.recognising import recognise
    from desk.services.inbox.feedback.stop import stop_word
else:
    __getattr__ = opened(
        __name__,
        {
            "automatic": "is_automatic",
            "desk": "Applicable FeedbackDesk SystemLine",
            "feedback": "FailedRecipient FailureClass Feedback StopKind",
            "recognising": "recognise",
            "stop": "stop_word",
        },
    )

__all__ = [
    "Applicable",
    "FailedRecipient",
    "FailureClass",
    "Feedback",
    "FeedbackDesk",
    "StopKind",
    "SystemLine",
    "is_automatic",
    "recognise",
    "stop_word",
]
