# SPDX-License-Identifier: LicenseRef-Desk
"""Rules: what a shop wants said, and the one pure decision whether, to whom, how and when."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.rules.audience import CUSTOMER, language_for, recipients
    from desk.services.rules.card import ALL_RULES, RuleCard, RuleDraft, RuleFilter, RuleRow
    from desk.services.rules.compiled import LATE_AFTER, TIMED
    from desk.services.rules.condition_check import CONSENT, PERSON_FIELDS, condition_types
    from desk.services.rules.conditions import ValueType, value_type
    from desk.services.rules.convert import spec_from_json, spec_to_json
    from desk.services.rules.decision import ANCHOR, WAITS_FOR_PERSON, decide
    from desk.services.rules.labels import FLIP_ENDINGS, FLIP_TEXTS
    from desk.services.rules.ready import ready_spec
    from desk.services.rules.route import POINT_KINDS, TRANSACTIONAL
    from desk.services.rules.rule_views import RuleViews
    from desk.services.rules.rulebook import ReadyRules, Rulebook
    from desk.services.rules.sentence import Clause, SummaryPart, summary
    from desk.services.rules.spec import (
        Audience,
        CatchUp,
        Comparison,
        Condition,
        Group,
        GroupMode,
        HoursMode,
        Leg,
        QuietHours,
        RuleSpec,
        Timing,
        Trigger,
        TriggerKind,
        Value,
    )
    from desk.services.rules.steps import JsonValue, Step, StepCode, decode_steps, encode_steps
    from desk.services.rules.turning import Flip, FlipKind, flip
    from desk.services.rules.validate import TemplateFacts, hours_problems, problems
    from desk.services.rules.views import Decision, Occasion, Person, Point, RouteLeg, RuleView, State
else:
    __getattr__ = opened(
        __name__,
        {
            "audience": "CUSTOMER language_for recipients",
            "card": "ALL_RULES RuleCard RuleDraft RuleFilter RuleRow",
            "compiled": "LATE_AFTER TIMED",
            "condition_check": "CONSENT PERSON_FIELDS condition_types",
            "conditions": "ValueType value_type",
            "convert": "spec_from_json spec_to_json",
            "decision": "ANCHOR WAITS_FOR_PERSON decide",
            "labels": "FLIP_ENDINGS FLIP_TEXTS",
            "ready": "ready_spec",
            "route": "POINT_KINDS TRANSACTIONAL",
            "rule_views": "RuleViews",
            "rulebook": "ReadyRules Rulebook",
            "sentence": "Clause SummaryPart summary",
            "spec": (
                "Audience CatchUp Comparison Condition Group GroupMode HoursMode Leg QuietHours RuleSpec "
                "Timing Trigger TriggerKind Value"
            ),
            "steps": "JsonValue Step StepCode decode_steps encode_steps",
            "turning": "Flip FlipKind flip",
            "validate": "TemplateFacts hours_problems problems",
            "views": "Decision Occasion Person Point RouteLeg RuleView State",
        },
    )

__all__ = [
    "ALL_RULES",
    "ANCHOR",
    "CONSENT",
    "CUSTOMER",
    "FLIP_ENDINGS",
    "FLIP_TEXTS",
    "LATE_AFTER",
    "PERSON_FIELDS",
    "POINT_KINDS",
    "TIMED",
    "TRANSACTIONAL",
    "WAITS_FOR_PERSON",
    "Audience",
    "CatchUp",
    "Clause",
    "Comparison",
    "Condition",
    "Decision",
    "Flip",
    "FlipKind",
    "Group",
    "GroupMode",
    "HoursMode",
    "JsonValue",
    "Leg",
    "Occasion",
    "Person",
    "Point",
    "QuietHours",
    "ReadyRules",
    "RouteLeg",
    "RuleCard",
    "RuleDraft",
    "RuleFilter",
    "RuleRow",
    "RuleSpec",
    "RuleView",
    "RuleViews",
    "Rulebook",
    "State",
    "Step",
    "StepCode",
    "SummaryPart",
    "TemplateFacts",
    "Timing",
    "Trigger",
    "TriggerKind",
    "Value",
    "ValueType",
    "condition_types",
    "decide",
    "decode_steps",
    "encode_steps",
    "flip",
    "hours_problems",
    "language_for",
    "problems",
    "ready_spec",
    "recipients",
    "spec_from_json",
    "spec_to_json",
    "summary",
    "value_type",
]
