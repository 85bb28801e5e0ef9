# SPDX-License-Identifier: LicenseRef-Desk
"""Assistants: engines that translate, and bots that answer until a person does."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.assistants.bots.bot import Reply
    from desk.services.assistants.bots.bots import BOT_CHANNELS, BotDraft, BotRow, Bots
    from desk.services.assistants.bots.closing_hours import READY_TEXTS
    from desk.services.assistants.bots.kinds import BOT_KINDS, LOCAL_KINDS, REMOTE_KINDS, settings_problems
    from desk.services.assistants.bots.occasions import Occasions
    from desk.services.assistants.bots.pasts import Pasts
    from desk.services.assistants.bots.runner import BotRunner
    from desk.services.assistants.bots.trying import BotSafe, try_bot
    from desk.services.assistants.translating.engine_settings import Engines, EngineSettings, engine_ready
    from desk.services.assistants.translating.engines import ENGINES
    from desk.services.assistants.translating.language_guess import guess_language
    from desk.services.assistants.translating.translate import EngineSafe, translate, try_engine
    from desk.services.assistants.translating.translations import Translations
    from desk.services.assistants.translating.translator import Translator
else:
    __getattr__ = opened(
        __name__,
        {
            "bots.bot": "Reply",
            "bots.bots": "BOT_CHANNELS BotDraft BotRow Bots",
            "bots.closing_hours": "READY_TEXTS",
            "bots.kinds": "BOT_KINDS LOCAL_KINDS REMOTE_KINDS settings_problems",
            "bots.occasions": "Occasions",
            "bots.pasts": "Pasts",
            "bots.runner": "BotRunner",
            "bots.trying": "BotSafe try_bot",
            "translating.engine_settings": "EngineSettings Engines engine_ready",
            "translating.engines": "ENGINES",
            "translating.language_guess": "guess_language",
            "translating.translate": "EngineSafe translate try_engine",
            "translating.translations": "Translations",
            "translating.translator": "Translator",
        },
    )

__all__ = [
    "BOT_CHANNELS",
    "BOT_KINDS",
    "ENGINES",
    "LOCAL_KINDS",
    "READY_TEXTS",
    "REMOTE_KINDS",
    "BotDraft",
    "BotRow",
    "BotRunner",
    "BotSafe",
    "Bots",
    "EngineSafe",
    "EngineSettings",
    "Engines",
    "Occasions",
    "Pasts",
    "Reply",
    "Translations",
    "Translator",
    "engine_ready",
    "guess_language",
    "settings_problems",
    "translate",
    "try_bot",
    "try_engine",
]
