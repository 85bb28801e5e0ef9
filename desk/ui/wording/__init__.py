# SPDX-License-Identifier: LicenseRef-Desk
"""Puts into words what services tell by codes: the one place where sentences for people are made.

`formats` (a module: formats.time, formats.money …) says dates and amounts; the rest says states, reasons,
problems, failures, the catalogue's words and the steps of a decision.
"""

from desk.ui.wording import formats
from desk.ui.wording.failures import Failure, failure_text
from desk.ui.wording.flips import flip_sentence
from desk.ui.wording.names import (
    event_name,
    field_name,
    record_name,
    role_name,
    status_name,
    status_of_event,
    value_text,
)
from desk.ui.wording.problems import place_name, problem_text
from desk.ui.wording.rights import rights_text
from desk.ui.wording.states import (
    Mark,
    ReasonText,
    channel_mark,
    channel_word,
    delivery_mark,
    notification_mark,
    outcome_mark,
    point_mark,
    readable,
    reason_text,
    rule_mark,
    standing_mark,
    suppression_text,
    word,
)
from desk.ui.wording.trace import StepText, comparison_word, describe_step

__all__ = [
    "Failure",
    "Mark",
    "ReasonText",
    "StepText",
    "channel_mark",
    "channel_word",
    "comparison_word",
    "delivery_mark",
    "describe_step",
    "event_name",
    "failure_text",
    "field_name",
    "flip_sentence",
    "formats",
    "notification_mark",
    "outcome_mark",
    "place_name",
    "point_mark",
    "problem_text",
    "readable",
    "reason_text",
    "record_name",
    "rights_text",
    "role_name",
    "rule_mark",
    "standing_mark",
    "status_name",
    "status_of_event",
    "suppression_text",
    "value_text",
    "word",
]
