# SPDX-License-Identifier: LicenseRef-Desk
"""Says what somebody's role does not let them do, and whose it is."""

from collections.abc import Mapping

from desk.translation import N_, _

_SENTENCES: Mapping[str, str] = {
    "reply": N_("You may read messages, but not answer them: only an agent, a manager or the owner may."),
    "note": N_("Only an agent, a manager or the owner may write notes."),
    "assign": N_("Only an agent, a manager or the owner may assign conversations."),
    "archive": N_("Only an agent, a manager or the owner may archive or snooze conversations."),
    "mark": N_("Only an agent, a manager or the owner may mark conversations."),
    "tag": N_("Only an agent, a manager or the owner may change conversations."),
    "edit_customers": N_("Only an agent, a manager or the owner may change customers."),
    "edit_records": N_("Only an agent, a manager or the owner may change records."),
    "resend": N_("Only an agent, a manager or the owner may send again or cancel."),
    "edit_consents": N_("Only an agent, a manager or the owner may note consent."),
    "approve": N_("Only a manager or the owner may approve messages."),
    "edit_saved_replies": N_("Only a manager or the owner may change everybody’s saved replies."),
    "delete": N_("Only a manager or the owner may delete messages."),
    "merge": N_("Only a manager or the owner may merge or split conversations."),
    "edit_templates": N_("Only a manager or the owner may change templates."),
    "edit_rules": N_("Only a manager or the owner may change rules."),
    "release_suppressions": N_("Only a manager or the owner may let a blocked address be written to again."),
    "export": N_("Only a manager or the owner may export."),
    "edit_staff": N_("Only the owner may change the staff."),
    "edit_accounts": N_("Only the owner may change mailboxes, senders and assistants."),
    "edit_shop": N_("Only the owner may change the shop’s settings."),
    "go_live": N_("Only the owner may go live, or back to the trial."),
}


def rights_text(deed: str) -> str:
    """Say in a sentence who may do it; deed: one of desk.services.shop.Deed that not everybody may."""
    return _(_SENTENCES.get(deed, N_("Your role does not let you do this.")))
