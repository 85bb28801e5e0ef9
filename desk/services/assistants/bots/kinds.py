# SPDX-License-Identifier: LicenseRef-Desk
"""The kinds of bots there are."""

from collections.abc import Mapping
from typing import Any

from desk.errors import Problem
from desk.services.assistants.bots.bot import LocalKind, RemoteKind
from desk.services.assistants.bots.chat import ChatBot
from desk.services.assistants.bots.closing_hours import ClosingHoursBot
from desk.services.assistants.bots.http_bot import HttpBot
from desk.services.assistants.bots.keyword import KeywordBot

LOCAL_KINDS: Mapping[str, LocalKind] = {kind.code: kind for kind in (KeywordBot(), ClosingHoursBot())}
REMOTE_KINDS: Mapping[str, RemoteKind] = {kind.code: kind for kind in (HttpBot(), ChatBot())}
BOT_KINDS = (*LOCAL_KINDS, *REMOTE_KINDS)
"""In the order in which they are offered."""


def settings_problems(kind: str, settings: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong with the settings of a bot."""
    if kind in LOCAL_KINDS:
        return LOCAL_KINDS[kind].problems(settings)
    if kind in REMOTE_KINDS:
        return REMOTE_KINDS[kind].problems(settings)
    return (Problem(code="unknown_kind", place="kind"),)
