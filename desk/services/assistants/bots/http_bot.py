# SPDX-License-Identifier: LicenseRef-Desk
"""Decides what a bot of the shop's own is asked and how its answer is read; the contract is docs/bots.md; pure."""

from collections.abc import Mapping
from typing import Any

from desk.errors import Problem
from desk.services.assistants.bots.bot import Question, Reply, visible
from desk.services.assistants.bots.remote import address_problems, document, posted, spoken
from desk.services.providers import Answer, Request

VERSION = 1
NOTHING = 204


class HttpBot:
    """settings: {"address": https URL}. The key, where there is one, goes as a bearer."""

    code = "http"
    takes_key = True
    needs_key = False

    def problems(self, settings: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return what is wrong with the address."""
        return tuple(address_problems(settings))

    def request(self, settings: Mapping[str, Any], key: str, question: Question) -> Request:
        """Ask with the message, what was said before, and whether the shop is open."""
        hours = question.hours
        opens = hours.next_opening if hours else None
        body = {
            "version": VERSION,
            "id": question.id,
            "conversation": question.conversation_id,
            "channel": question.channel.value,
            "language": question.language,
            "subject": visible(question.subject, 300),
            "text": visible(question.text),
            "at": question.at.isoformat(),
            "history": [
                {"from": one.side.value, "text": visible(one.text), "at": one.at.isoformat()}
                for one in question.history
            ],
            "shop": {
                "name": question.shop_name,
                "is_open": hours.is_open if hours else None,
                "next_opening": opens.isoformat() if opens else None,
            },
        }
        return posted(str(settings.get("address", "")), key, body)

    def read(self, settings: Mapping[str, Any], answer: Answer, question: Question) -> Reply | None:  # noqa: ARG002 - as every kind
        """Return the answer; 204, or neither text nor hand_over: nothing to say."""
        if answer.status == NOTHING:
            return None
        found = document(answer)
        text = spoken(found.get("text"))
        hands_over = found.get("hand_over") is True
        return Reply(text=text, hands_over=hands_over) if text or hands_over else None
