# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what each role may do; pure."""

from enum import StrEnum

from desk.models.vocabulary import Role


class Deed(StrEnum):
    """One thing that not everybody may do."""

    READ = "read"
    REPLY = "reply"
    NOTE = "note"
    ASSIGN = "assign"
    ARCHIVE = "archive"
    MARK = "mark"
    TAG = "tag"
    EDIT_CUSTOMERS = "edit_customers"
    EDIT_RECORDS = "edit_records"
    RESEND = "resend"
    APPROVE = "approve"
    EDIT_SAVED_REPLIES = "edit_saved_replies"
    DELETE = "delete"
    MERGE = "merge"
    EDIT_TEMPLATES = "edit_templates"
    EDIT_RULES = "edit_rules"
    EDIT_CONSENTS = "edit_consents"
    RELEASE_SUPPRESSIONS = "release_suppressions"
    EXPORT = "export"
    EDIT_STAFF = "edit_staff"
    EDIT_ACCOUNTS = "edit_accounts"
    EDIT_SHOP = "edit_shop"
    GO_LIVE = "go_live"


_VIEWER = frozenset({Deed.READ})
_AGENT = _VIEWER | {
    Deed.REPLY,
    Deed.NOTE,
    Deed.ASSIGN,
    Deed.ARCHIVE,
    Deed.MARK,
    Deed.TAG,
    Deed.EDIT_CUSTOMERS,
    Deed.EDIT_RECORDS,
    Deed.RESEND,
    Deed.EDIT_CONSENTS,
}
_MANAGER = _AGENT | {
    Deed.APPROVE,
    Deed.EDIT_SAVED_REPLIES,
    Deed.DELETE,
    Deed.MERGE,
    Deed.EDIT_TEMPLATES,
    Deed.EDIT_RULES,
    Deed.RELEASE_SUPPRESSIONS,
    Deed.EXPORT,
}
_ALLOWED = {Role.VIEWER: _VIEWER, Role.AGENT: _AGENT, Role.MANAGER: _MANAGER, Role.OWNER: frozenset(Deed)}
"""From the role that may least to the one that may everything."""


def may(role: Role, deed: Deed) -> bool:
    """Say whether somebody with this role may do it; every role may what the one below may."""
    return deed in _ALLOWED[role]


def least_role(deed: Deed) -> Role:
    """Return the first role that may do it, from the one that may least."""
    return next(role for role in _ALLOWED if may(role, deed))
