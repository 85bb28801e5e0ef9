# SPDX-License-Identifier: LicenseRef-Desk
"""The words for the smallest change that would turn a decision round; translated where they are shown."""

from collections.abc import Mapping

from desk.services.rules.turning import FlipKind
from desk.translation import N_

FLIP_TEXTS: Mapping[FlipKind, str] = {
    FlipKind.APPROVE: N_("Once somebody approves it, it leaves."),
    FlipKind.RELEASE_STOP: N_("Once sending is released, it leaves."),
    FlipKind.GRANT_CONSENT: N_("With the consent for “{topic}” by {channel}, it would leave."),
    FlipKind.RELEASE_SUPPRESSION: N_("If {address} were taken off the exclusion list, it would leave."),
    FlipKind.ADD_ADDRESS: N_("With an address for {channel}, it would leave."),
    FlipKind.FIX_ADDRESS: N_("If {address} worked again, it would leave."),
    FlipKind.ADD_SENDER: N_("With a sender for {channel}, it would leave."),
    FlipKind.WRITE_TEXT: N_("With a text for {channel} in the template, it would leave."),
    FlipKind.ACTIVATE_RULE: N_("If the rule were active, it would leave."),
    FlipKind.CHANGE_FIELD: N_("If {path} were “{value}”, it would leave."),
    FlipKind.CHANGE_STATUS: N_("With the status “{status}”, it would leave."),
    FlipKind.DROP_CONDITION: N_("Without the condition on {path}, it would leave."),
    FlipKind.ADD_LOCATION: N_("If the rule included this location, it would leave."),
    FlipKind.EXTEND_VALIDITY: N_("If the rule were valid on this day, it would leave."),
    FlipKind.ALLOW_HOURS: N_("Without quiet hours and opening hours, it would leave at once."),
    FlipKind.ALLOW_LATE: N_("If the rule sent late messages too, it would leave."),
    FlipKind.WITHDRAW_CONSENT: N_("Without the consent for “{topic}” by {channel}, it would not have left."),
    FlipKind.PAUSE_RULE: N_("If the rule were paused, it would not have left."),
}
"""Kind → sentence; {topic}, {channel}, {address}, {path}, {value}, {status} are the flip's own details."""
