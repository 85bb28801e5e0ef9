# SPDX-License-Identifier: LicenseRef-Desk
"""Decides the answer of a keyword bot: words of the customer → a text of the shop; pure."""

import re
from collections.abc import Mapping
from typing import Any

from desk.errors import Problem
from desk.services.assistants.bots.bot import MOST_REPLY, Question, Reply, in_language
from desk.services.shop import fold

ANYTHING = "*"
"""Stands for every message."""
MOST_RULES = 50
_WORDS = re.compile(r"[^\W_]+")


class KeywordBot:
    """settings: {"rules": [{"words": [word or phrase, …], "texts": {language: text}, "hands_over": bool}]}.

    The first rule of which a word (or all words of a phrase, in a row) stands in the message answers.
    """

    code = "keyword"

    def problems(self, settings: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Return what is wrong: no rule, a rule without words, without a text, a text too long."""
        rules = settings.get("rules") or []
        if not rules:
            return (Problem(code="missing_field", place="rules"),)
        if len(rules) > MOST_RULES:
            return (Problem(code="too_many", place="rules"),)
        found = []
        for number, rule in enumerate(rules):
            if not any(str(word).strip() for word in rule.get("words", ())):
                found.append(Problem(code="missing_field", place=f"rules.{number}.words"))
            texts = [str(text) for text in rule.get("texts", {}).values()]
            if not any(text.strip() for text in texts):
                found.append(Problem(code="missing_field", place=f"rules.{number}.texts"))
            elif max(map(len, texts)) > MOST_REPLY:
                found.append(Problem(code="too_long", place=f"rules.{number}.texts"))
        return tuple(found)

    def answer(self, settings: Mapping[str, Any], question: Question) -> Reply | None:
        """Return the text of the first rule that fits, in the customer's language where there is one."""
        said = words_of(f"{question.subject}\n{question.text}")
        for rule in settings.get("rules") or ():
            if any(_stands_in(str(word), said) for word in rule.get("words", ())):
                text = in_language(rule.get("texts", {}), question.language, question.default_language)
                return Reply(text=text, hands_over=bool(rule.get("hands_over")))
        return None


def words_of(text: str) -> str:
    """Return the words of a text, folded, each between spaces."""
    return f" {' '.join(_WORDS.findall(fold(text)))} "


def _stands_in(word: str, said: str) -> bool:
    if word.strip() == ANYTHING:
        return True
    wanted = words_of(word)
    return bool(wanted.strip()) and wanted in said
