# SPDX-License-Identifier: LicenseRef-Desk
"""Runs one question past one bot: by itself, or by asking another program within its limits."""

import asyncio
from collections.abc import Mapping
from typing import Any

from desk.errors import Misconfigured, Unavailable
from desk.services.assistants.bots.bot import Question, RemoteKind, Reply
from desk.services.assistants.bots.kinds import LOCAL_KINDS, REMOTE_KINDS
from desk.services.assistants.endpoint import is_inside
from desk.services.providers import HttpDoor, Lost

CONNECT_S = 5
ANSWER_S = 30
TOTAL_S = 45


async def ask_bot(kind: str, settings: Mapping[str, Any], key: str, question: Question) -> Reply | None:
    """Return what a bot answers; None: nothing to say.

    Misconfigured (bot_key_refused, bot_not_there, bot_quota_spent, bad_url, certificate_refused …), Unavailable
    (bot_busy, or no connection), Rejected (bot_refused, bot_garbled, bot_too_long).
    """
    if kind in LOCAL_KINDS:
        return LOCAL_KINDS[kind].answer(settings, question)
    if kind not in REMOTE_KINDS:
        raise Misconfigured("unknown_kind")
    remote = REMOTE_KINDS[kind]
    if problems := remote.problems(settings):
        raise Misconfigured(problems[0].code)
    try:
        async with asyncio.timeout(TOTAL_S):
            return await _asked(remote, settings, key, question)
    except TimeoutError as error:
        raise Unavailable("timeout") from error


async def _asked(kind: RemoteKind, settings: Mapping[str, Any], key: str, question: Question) -> Reply | None:
    request = kind.request(settings, key, question)
    door = HttpDoor(connect_s=CONNECT_S, answer_s=ANSWER_S, connections=1, is_local=is_inside(request.url))
    try:
        answer = await door.ask(request)
    except Lost as lost:  # only asked: whether it was heard changes nothing
        raise Unavailable(lost.code) from lost
    finally:
        await door.close()
    return kind.read(settings, answer, question)
