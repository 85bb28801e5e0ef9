# SPDX-License-Identifier: LicenseRef-Desk
"""Reads language tags such as fr or fr-CA."""

import re

_TAG = re.compile(r"([a-zA-Z]{2})(?:[-_]([a-zA-Z]{2}))?")
_KNOWN = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
    ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu
    lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
    rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr
    ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 - two-letter codes of ISO 639; 180 quoted strings read worse
)


USUAL_LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt", "pl", "ro", "tr", "ar", "uk", "ru", "zh", "ja")
"""What a shop and its customers are offered first, in this order; any other may be kept too."""


def normalise_language(text: str) -> str | None:
    """Return a tag as it is kept (fr, fr-CA); "" stays "" (the shop's); None for an unknown language."""
    if not text.strip():
        return ""
    match = _TAG.fullmatch(text.strip())
    if match is None or match[1].lower() not in _KNOWN:
        return None
    return f"{match[1].lower()}-{match[2].upper()}" if match[2] else match[1].lower()
