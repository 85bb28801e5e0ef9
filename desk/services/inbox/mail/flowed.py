# SPDX-License-Identifier: LicenseRef-Desk
"""Puts paragraphs together again that were broken for travelling (RFC 3676); pure."""

import re

MOST = 1 << 20
"""Characters that are looked at line by line; what follows stays as it came."""

_DEPTH = re.compile(r">*")


def unflowed(text: str, *, joins_words: bool = False) -> str:
    """Return `text` with each flowed paragraph in one line; a signature's line and quotes stay their own."""
    lines: list[list[str]] = []
    depth_before, is_open = 0, False
    end = text.find("\n", MOST) if len(text) > MOST else -1
    for line in (text[:end] if end >= 0 else text).split("\n"):
        depth = len(_DEPTH.match(line)[0])  # type: ignore[index]  # it matches nothing as well
        words = line[depth:].removeprefix(" ")
        is_signature = words == "-- "
        flows = words.endswith(" ") and not is_signature
        kept = words[:-1] if flows and joins_words else words
        if is_open and depth == depth_before and not is_signature:
            lines[-1].append(kept)
        else:
            lines.append([f"{'>' * depth} {kept}" if depth else kept])
        depth_before, is_open = depth, flows
    told = "\n".join(map("".join, lines))
    return told + text[end:] if end >= 0 else told
