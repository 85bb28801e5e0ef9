# SPDX-License-Identifier: LicenseRef-Desk
"""The words for the smallest change that would turn a decision round; put together where they are shown."""

from collections.abc import Mapping

from desk.models.vocabulary import Outcome
from desk.services.rules.turning import FlipKind
from desk.translation import N_

FLIP_TEXTS: Mapping[FlipKind, str] = {
    FlipKind.APPROVE: N_("Once somebody has confirmed,"),
    FlipKind.RELEASE_STOP: N_("Once sending is released,"),
    FlipKind.GRANT_CONSENT: N_("If {name} agreed to “{topic}” by {channel},"),
    FlipKind.RELEASE_SUPPRESSION: N_("If {address} came off the exclusion list,"),
    FlipKind.ADD_ADDRESS: N_("If {name} had an address for {channel},"),
    FlipKind.FIX_ADDRESS: N_("If {address} worked again,"),
    FlipKind.ADD_SENDER: N_("With a sender for {channel},"),
    FlipKind.WRITE_TEXT: N_("With a text for {channel},"),
    FlipKind.ACTIVATE_RULE: N_("Once the rule is active,"),
    FlipKind.CHANGE_FIELD: N_("If “{path}” were “{value}”,"),
    FlipKind.CHANGE_STATUS: N_("If the status were “{status}”,"),
    FlipKind.DROP_CONDITION: N_("Without the condition on “{path}”,"),
    FlipKind.ADD_LOCATION: N_("If the rule worked in every location,"),
    FlipKind.EXTEND_VALIDITY: N_("If the rule had no end,"),
    FlipKind.ALLOW_HOURS: N_("Without quiet hours and opening hours,"),
    FlipKind.ALLOW_LATE: N_("If the rule sent however late,"),
    FlipKind.WITHDRAW_CONSENT: N_("If {name} withdrew “{topic}” by {channel},"),
    FlipKind.PAUSE_RULE: N_("If the rule were paused,"),
}
"""Kind → how its sentence begins; {name} is the person, the other names are the flip's own details."""

FLIP_ENDINGS: Mapping[Outcome, str] = {
    Outcome.SEND: N_("it would be sent."),
    Outcome.HOLD: N_("it would be held, then sent."),
    Outcome.SKIP: N_("it would not be sent."),
}
"""Outcome → how the sentence ends."""
