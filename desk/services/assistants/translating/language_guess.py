# SPDX-License-Identifier: LicenseRef-Desk
"""Decides in which language a text is, as far as that can be told without asking anybody; pure."""

import re
from collections import Counter

ENOUGH_LETTERS = 12
ENOUGH_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "fr": (
        "le la les un une des du de et est vous nous je il elle que qui dans pour pas sur avec mon ma "
        "mes votre vos bonjour merci cordialement ne au aux ce cette est-ce ai êtes sont être avoir plus "
        "bien"
    ),
    "en": (
        "the a an and is are you we i he she that which in for not on with my your hello thanks thank "
        "please of to it be have this was will would can could do did from at regards"
    ),
    "de": (
        "der die das ein eine und ist sind sie wir ich er dass in für nicht auf mit mein meine ihre ihr "
        "hallo danke bitte von zu es haben dieser war wird kann guten tag grüße freundlichen den dem bei"
    ),
    "es": (
        "el la los las un una y es son usted nosotros yo que en para no con mi su sus hola gracias por "
        "favor de se lo ha está muy saludos pero como buenos días del al"
    ),
    "it": (
        "il lo la gli le un una e è sono lei noi io che in per non con mio mia suo grazie buongiorno di "
        "da si ho ha molto saluti ma come del della al sul ciao salve"
    ),
    "pt": (
        "o a os as um uma e é são você nós eu que em para não com meu minha seu obrigado obrigada olá de "
        "do da se tem está muito cumprimentos mas como bom dia ao na no por"
    ),
    "nl": (
        "de het een en is zijn u wij ik hij dat die in voor niet op met mijn uw hallo dank bedankt van "
        "te er heb deze was wordt kan goedendag groeten maar als bij naar"
    ),
    "pl": (
        "i w nie na się z do jest że to co jak dzień dobry dziękuję proszę pan pani mam moje dla od czy "
        "za po ale są był była pozdrawiam"
    ),
    "sv": (
        "och att det är som en ett på för inte med jag du vi han hon mitt min hej tack av till har den "
        "var kan men om så"
    ),
    "da": (
        "og at det er som en et på for ikke med jeg du vi han hun mit min hej tak af til har den var kan "
        "men om så"
    ),
    "ro": (
        "și este sunt un o în la nu cu pe pentru eu mea meu dumneavoastră bună ziua mulțumesc de din că "
        "ce am are dar sau"
    ),
    "tr": (
        "ve bir bu için ile değil ben sen biz siz merhaba teşekkürler lütfen var yok mi çok ne ama daha "
        "gibi olarak"
    ),
}
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
# First and last code point of scripts that one language (or one above all) is written in.
_SCRIPTS = (
    (0x3040, 0x30FF, "ja"), (0xAC00, 0xD7AF, "ko"), (0x4E00, 0x9FFF, "zh"), (0x0600, 0x06FF, "ar"),
    (0x0590, 0x05FF, "he"), (0x0370, 0x03FF, "el"), (0x0E00, 0x0E7F, "th"), (0x0900, 0x097F, "hi"),
    (0x0400, 0x04FF, "ru"),
)  # fmt: skip
_UKRAINIAN = frozenset("іїєґІЇЄҐ")


def guess_language(text: str) -> str:
    """Return a two-letter code; "" when the text is too short or could be several."""
    sample = text[:4000]
    letters = [one for one in sample if one.isalpha()]
    if not letters:
        return ""
    if (script := _by_script(letters)) or len(letters) < ENOUGH_LETTERS:
        return script
    words = Counter(_WORD.findall(sample.casefold()))
    scores = sorted(
        (
            (sum(count for word, count in words.items() if word in known), language)
            for language, known in _SETS.items()
        ),
        reverse=True,
    )
    (best, language), (second, _) = scores[:2]
    is_clear = best >= ENOUGH_WORDS and best >= second * 1.3
    return language if is_clear else ""


def _by_script(letters: list[str]) -> str:
    found: Counter[str] = Counter()
    for one in letters:
        code = ord(one)
        if code >= 0x0370:
            found.update(language for first, last, language in _SCRIPTS if first <= code <= last)
    if found["ja"] and found["ja"] * 8 >= found["zh"]:
        found["ja"] += found.pop("zh", 0)
    if not found or max(found.values()) * 2 < len(letters):
        return ""
    language = found.most_common(1)[0][0]
    return "uk" if language == "ru" and _UKRAINIAN & set(letters) else language
