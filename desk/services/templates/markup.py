# SPDX-License-Identifier: LicenseRef-Desk
"""The few signs a text may carry: **bold**, [links](https://...), lists; as HTML and as plain text.

Everything else is words and is escaped: nobody writes HTML here.
"""

import re
from html import escape

from desk.services.templates.pieces import SHOW_TOKEN, TAG_TOKEN, Guard

_LINK = re.compile(
    r"\[(?P<label>[^\]\n]{1,300})\]\((?P<url>[^()\s]{1,1000})\)"
    r"|(?P<bare>https?://[^\s<>()\[\]]{1,1000}[^\s<>()\[\].,;:!?…'\"*])"
)
_BOLD = re.compile(r"\*\*(?=\S)((?:[^*\n]|\*(?!\*))+?)(?<=\S)\*\*")
_TOKENS = re.compile(f"{SHOW_TOKEN}")
_ITEM = re.compile(rf"(?P<tags>(?:{TAG_TOKEN})*)[ \t]*(?:[-•*]|(?P<number>\d{{1,3}})[.)])[ \t]+(?P<words>.*)")
_ONLY_TAGS = re.compile(rf"[ \t]*(?:{TAG_TOKEN}[ \t]*)+")
_TAG_LINES = re.compile(rf"^[ \t]*((?:{TAG_TOKEN}[ \t]*)+)(?:\n|\Z)", re.MULTILINE)
_SAFE_URL = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)


def to_html(hidden: str, guard: Guard, colour: str) -> str:
    """Return guarded words as HTML; their tokens stay."""
    written: list[str] = []
    open_list = ""
    for line in hidden.strip("\n").split("\n"):
        item = _ITEM.fullmatch(line)
        if open_list and not item and not _ONLY_TAGS.fullmatch(line):
            written.append(f"</{open_list}>")
            open_list = ""
        if item:
            wanted = "ol" if item["number"] else "ul"
            if open_list != wanted:
                written.append(f"</{open_list}>" if open_list else "")
                written.append(f'<{wanted} style="margin:0;padding-left:24px;">')
                open_list = wanted
            written.append(f"{item['tags']}<li>{_inline(item['words'], guard, colour)}</li>")
        elif _ONLY_TAGS.fullmatch(line):
            written.append(line.strip())
        else:
            written.append(_inline(line, guard, colour) + "<br>")
    written.append(f"</{open_list}>" if open_list else "")
    return re.sub(r"(?:<br>)+$", "", "".join(written))


def to_text(hidden: str) -> str:
    """Return guarded words without their signs; links keep their address; their tokens stay."""
    plain = _BOLD.sub(r"\1", _TAG_LINES.sub(r"\1", hidden))
    return _LINK.sub(lambda found: found["bare"] or f"{found['label']} ({found['url']})", plain)


def safe_url(hidden: str, guard: Guard) -> str:
    """Return an address for an attribute, "" for one that is not safe to click.

    A placeholder at its head must turn out to be a link, others are quoted as parts of one.
    """
    return escape(plain_url(hidden, guard))


def plain_url(hidden: str, guard: Guard) -> str:
    """Return the same address as plain text."""
    if _TOKENS.match(hidden) is None and not _SAFE_URL.fullmatch(hidden):
        return ""
    return _TOKENS.sub(
        lambda found: guard.through(found[0], "link" if found.start() == 0 else "query"), hidden
    )


def _inline(line: str, guard: Guard, colour: str) -> str:
    """Return one line: links first, so that what stands in an address is never read as a sign."""
    written, at = [], 0
    for found in _LINK.finditer(line):
        url = safe_url(found["url"] or found["bare"], guard)
        if not url:
            continue
        label = found["label"] or found["bare"]
        written.append(_bold(line[at : found.start()]))
        written.append(f'<a href="{url}" style="color:{colour};">{_bold(label)}</a>')
        at = found.end()
    return "".join([*written, _bold(line[at:])])


def _bold(words: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", escape(words))
