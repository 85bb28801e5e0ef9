# SPDX-License-Identifier: LicenseRef-Desk
"""The engines there are."""

from desk.errors import Misconfigured
from desk.services.assistants.translating.deepl import DeepL
from desk.services.assistants.translating.engine import Engine
from desk.services.assistants.translating.libretranslate import LibreTranslate

ENGINES: tuple[Engine, ...] = (DeepL(), LibreTranslate())


def engine_named(code: str) -> Engine:
    """Return an engine; Misconfigured when there is none of that name."""
    for engine in ENGINES:
        if engine.code == code:
            return engine
    raise Misconfigured("no_engine")
