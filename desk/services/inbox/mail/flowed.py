# SPDX-License-Identifier: LicenseRef-Desk
"""Puts paragraphs together again that were broken for travelling (RFC 3676); pure."""

import re

_DEPTH = re.compile(r">*")


def unflowed(text: str, *, joins_words: bool = False) -> str:
    """Return `text` with each flowed paragraph in one line; a signature's line and quotes stay their own."""
    lines: list[str] = []
    depth_before, is_open = 0, False
    for line in text.split("\n"):
        depth = len(_DEPTH.match(line)[0])  # type: ignore[index]  # it matches nothing as well
        words = line[depth:].removeprefix(" ")
        is_signature = words == "-- "
        flows = words.endswith(" ") and not is_signature
        kept = words[:-1] if flows and joins_words else words
        if is_open and depth == depth_before and not is_signature:
            lines[-1] += kept
        else:
            lines.append(f"{'>' * depth} {kept}" if depth else kept)
        depth_before, is_open = depth, flows
    return "\n".join(lines)
