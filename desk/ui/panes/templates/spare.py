# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what was typed but could not be kept in the database: a file for each template, until it is settled."""

import contextlib
import json
import logging
from pathlib import Path

from desk.services.templates import (
    Wording,
    policies_from_json,
    policies_to_json,
    texts_from_json,
    texts_to_json,
)

log = logging.getLogger(__name__)

FOLDER = "unsaved-templates"


class Spare:
    """A folder of drafts beside the data; a failure to write one is logged, typing goes on."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def keep(self, template_id: str, wording: Wording) -> None:
        """Write what was typed; whole, then renamed."""
        plain = {"texts": texts_to_json(wording.texts), "policies": policies_to_json(wording.policies)}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = self._file(template_id).with_suffix(".new")
            fresh.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self._file(template_id))
        except OSError:
            log.warning("a draft could not be set aside", exc_info=True)

    def find(self, template_id: str) -> Wording | None:
        """Return what was set aside; None for nothing, or what cannot be read."""
        try:
            plain = json.loads(self._file(template_id).read_text(encoding="utf-8"))
            return Wording(
                texts=texts_from_json(plain["texts"]), policies=policies_from_json(plain["policies"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def drop(self, template_id: str) -> None:
        """Forget what was set aside."""
        with contextlib.suppress(OSError):
            self._file(template_id).unlink()

    def _file(self, template_id: str) -> Path:
        return self._folder / f"{template_id}.json"
