# SPDX-License-Identifier: LicenseRef-Desk
"""Makes questions and answers, as short as a test can be."""

import json
from datetime import UTC, datetime

from desk.models.vocabulary import Channel
from desk.services.assistants.bots.bot import Question
from desk.services.providers import Answer

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
"""A Monday evening."""


def question(text="Bonjour, êtes-vous ouverts demain ?", **how):
    told = {
        "id": "m1", "conversation_id": "c1", "channel": Channel.EMAIL, "language": "fr", "default_language": "fr",
        "subject": "Question", "text": text, "at": NOW, "shop_name": "Atelier", "shop_website": "https://www.atelier.example",
    }  # fmt: skip
    return Question(**{**told, **how})


def answer(document, status=200, is_whole=True):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Answer(status=status, headers={}, body=body, is_whole=is_whole)
