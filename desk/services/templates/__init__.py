# SPDX-License-Identifier: LicenseRef-Desk
"""The texts: their language, their forms, and how one becomes a message for one person."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.templates.brand import COLOUR, Brand
    from desk.services.templates.checking import (
        WARNINGS,
        Knowledge,
        KnownField,
        check,
        grammar_problems,
        is_warning,
    )
    from desk.services.templates.comparing import Difference, Line, LineKind, compare
    from desk.services.templates.job import Again, Finish, Made, RenderFailure, Rendering, RenderJob
    from desk.services.templates.language import placeholders
    from desk.services.templates.library import Library
    from desk.services.templates.mail_text import paragraphs, without_foot
    from desk.services.templates.names import Names
    from desk.services.templates.policy import (
        Policies,
        Policy,
        PolicyKind,
        policies_from_json,
        policies_to_json,
    )
    from desk.services.templates.pool import Renderer
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
    from desk.services.templates.version import (
        TemplateCard,
        TemplateFilter,
        TemplateRow,
        VersionRow,
        VersionTexts,
        Wording,
        languages_of,
    )
else:
    __getattr__ = opened(
        __name__,
        {
            "brand": "COLOUR Brand",
            "job": "Again Finish Made RenderFailure Rendering RenderJob",
            "language": "placeholders",
            "mail_text": "paragraphs without_foot",
            "names": "Names",
            "policy": "Policies Policy PolicyKind policies_from_json policies_to_json",
            "pool": "Renderer",
            "text": "Block BlockKind Column Text Texts choose_language texts_from_json texts_to_json",
            "checking": "WARNINGS Knowledge KnownField check grammar_problems is_warning",
            "comparing": "Difference Line LineKind compare",
            "library": "Library",
            "version": "TemplateCard TemplateFilter TemplateRow VersionRow VersionTexts Wording languages_of",
        },
    )

__all__ = [
    "COLOUR",
    "WARNINGS",
    "Again",
    "Block",
    "BlockKind",
    "Brand",
    "Column",
    "Difference",
    "Finish",
    "Knowledge",
    "KnownField",
    "Library",
    "Line",
    "LineKind",
    "Made",
    "Names",
    "Policies",
    "Policy",
    "PolicyKind",
    "RenderFailure",
    "RenderJob",
    "Renderer",
    "Rendering",
    "TemplateCard",
    "TemplateFilter",
    "TemplateRow",
    "Text",
    "Texts",
    "VersionRow",
    "VersionTexts",
    "Wording",
    "check",
    "choose_language",
    "compare",
    "grammar_problems",
    "is_warning",
    "languages_of",
    "paragraphs",
    "placeholders",
    "policies_from_json",
    "policies_to_json",
    "texts_from_json",
    "texts_to_json",
    "without_foot",
]
