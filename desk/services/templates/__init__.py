# SPDX-License-Identifier: LicenseRef-Desk
"""The texts: their language, their forms, and how one becomes a message for one person."""

from desk.services.templates.brand import Brand
from desk.services.templates.job import RenderFailure, Rendering, RenderJob
from desk.services.templates.policy import Policies, Policy, PolicyKind, policies_from_json, policies_to_json
from desk.services.templates.text import (
    Block,
    BlockKind,
    Column,
    Text,
    Texts,
    choose_language,
    texts_from_json,
    texts_to_json,
)

__all__ = [
    "Block",
    "BlockKind",
    "Brand",
    "Column",
    "Policies",
    "Policy",
    "PolicyKind",
    "RenderFailure",
    "RenderJob",
    "Rendering",
    "Text",
    "Texts",
    "choose_language",
    "policies_from_json",
    "policies_to_json",
    "texts_from_json",
    "texts_to_json",
]
