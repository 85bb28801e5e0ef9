# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether a short message asks to be left alone; pure."""

import re
import unicodedata
from functools import lru_cache

from desk.services.inbox.feedback.endings import without_ending
from desk.services.inbox.feedback.feedback import StopKind
from desk.services.inbox.mail.subjects import is_answer

# Language → words that mean it when they stand alone. The English ones hold everywhere: networks teach them.
_STOP = {
    "en": (
        "stop|stopall|stop all|end|quit|cancel|unsubscribe|unsub|remove|remove me|optout|opt out|"
        "stop sms|stop it|stop texting|stop texting me|stop messages|no more|td"
    ),
    "fr": (
        "arret|arreter|arretez|stop pub|stop sms|sms stop|stop mail|desabonner|desabonnement|"
        "desinscription|desinscrire|desinscrivez moi|desabonnez moi|me desabonner|me desinscrire|"
        "resilier|ne plus recevoir|arretez svp|stop merci|stop svp|stop merci beaucoup|"
        "stop s il vous plait"
    ),
    "de": (
        "stopp|halt|abmelden|abbestellen|austragen|ende|keine sms|keine sms mehr|abmeldung|"
        "stop bitte|bitte stop|bitte stopp|bitte abmelden"
    ),
    "es": "alto|baja|dar de baja|darme de baja|cancelar|parar|detener|no mas|baja por favor",
    "it": "ferma|basta|cancella|annulla|disiscrivi|disiscrivimi|cancellami|rimuovi|rimuovimi",
    "nl": "stoppen|afmelden|uitschrijven|einde|stop aub|stop a u b",
    "pt": "parar|pare|sair|cancelar|remover|descadastrar|cancelar inscricao",
    "pl": "koniec|wypisz|rezygnuje|rezygnacja|wypisz mnie",
    "ru": "стоп|отписаться|отписка|отмена|хватит",
    "tr": "dur|iptal|ret|red|cik",
    "sv": "stopp|avsluta|avregistrera|sluta",
    "da": "afmeld|stop sms er|slut",
    "fi": "lopeta|peru|poista",
    "ar": "توقف|ايقاف|إيقاف|الغاء|إلغاء|قف",
}
_START = {
    "en": "start|unstop|yes|subscribe|resume|continue|optin|opt in",
    "fr": "reprendre|reprise|abonner|reabonner|inscrire|demarrer|oui stop annule",
    "de": "starten|anmelden|weiter",
    "es": "iniciar|alta|reanudar",
    "it": "inizia|iscrivi|riprendi",
    "nl": "starten|aanmelden|hervatten",
    "pt": "iniciar|comecar|retomar",
}
_START_NEEDS_MORE = frozenset({"yes", "continue"})
"""Answers to a question as well: alone they start nothing."""
_LANGUAGES = {
    "FR": "fr", "MC": "fr", "LU": "fr de", "BE": "fr nl de", "CH": "fr de it", "CA": "fr", "DE": "de", "AT": "de",
    "LI": "de", "ES": "es", "MX": "es", "AR": "es", "IT": "it", "SM": "it", "NL": "nl", "PT": "pt", "BR": "pt",
    "PL": "pl", "RU": "ru", "TR": "tr", "SE": "sv", "DK": "da", "FI": "fi sv", "MA": "fr ar", "DZ": "fr ar",
    "TN": "fr ar", "US": "es", "RE": "fr", "GP": "fr", "MQ": "fr", "GF": "fr", "YT": "fr",
}  # fmt: skip
_UNCLEAR = re.compile(
    r"\b(?:stop\w*|arret\w*|unsubscri\w*|desabonn\w*|desinscri\w*|abmeld\w*|abbestell\w*|opt ?out|"
    r"ne plus (?:recevoir|me contacter)|remove me|стоп|отпис\w*|spam|rgpd|gdpr|cnil|harcelement)"
)
_ADDRESSED = re.compile(
    r"^(?:bonjour|bonsoir|hello|hi|hallo|salut)(?: (?:madame|monsieur|mesdames|messieurs|a tous))*\s+|"
    r"\s+(?:merci|svp|s il vous plait|please|thanks|"
    r"thank you|danke|bitte|merci d avance|cordialement)$",
)
_CODE = re.compile(r"^(stop|arret|unsubscribe) ?\d{1,6}$")
_MOST = 600
_MOST_WORDS = 25


def stop_word(text: str, place: str = "") -> StopKind | None:
    """Return what a message asks for; None: nothing of the kind.

    place: a country (FR), a language (fr) or both (fr-BE), whose words count besides the English and French ones.
    Only words that stand alone count. A sentence that holds one is UNCLEAR: a person reads it.
    """
    folded = _folded(text[:_MOST])
    if not folded:
        return None
    bare = _ADDRESSED.sub("", folded)
    languages = _languages(place)
    for words in (folded, bare):
        if words in _stopping(languages) or _CODE.match(words):
            return StopKind.STOP
        if words in _starting(languages) and words not in _START_NEEDS_MORE:
            return StopKind.START
    return StopKind.UNCLEAR if _UNCLEAR.search(folded) else None


def mail_stop_word(subject: str, words: str, place: str = "", sender: str = "") -> StopKind | None:
    """Return what a mail asks for whose own words are few.

    By mail the bare orders of text messages may be an answer to a question (cancel, end, remove): a person decides.
    The subject counts only when it begins no answer (Re:) and the words say nothing else. sender: name and address
    it is from: a closing formula and a name under the word change nothing about it.
    """
    asked = stop_word(words, place)
    if asked is StopKind.UNCLEAR:
        bare = without_ending(words, sender)
        if stop_word(bare, place) is StopKind.STOP:
            asked, words = StopKind.STOP, bare
    if not _folded(words[:_MOST]):
        asked = stop_word(subject, place) if not is_answer(subject) else None
        words = subject
    if asked is StopKind.STOP and not _UNCLEAR.search(_folded(words[:_MOST])):
        return StopKind.UNCLEAR
    if asked is StopKind.UNCLEAR and len(words.split()) > _MOST_WORDS:
        return None
    return asked


def _languages(place: str) -> frozenset[str]:
    named = {"en", "fr"}
    for piece in re.split(r"[-_]", place):
        if piece.isupper():
            named |= set(_LANGUAGES.get(piece, "").split())
        else:
            named.add(piece)
    return frozenset(named)


@lru_cache(maxsize=64)
def _stopping(languages: frozenset[str]) -> frozenset[str]:
    return _words(_STOP, languages)


@lru_cache(maxsize=64)
def _starting(languages: frozenset[str]) -> frozenset[str]:
    return _words(_START, languages)


def _words(table: dict[str, str], languages: frozenset[str]) -> frozenset[str]:
    return frozenset(
        _folded(word) for language in languages for word in table.get(language, "").split("|") if word
    )


def _folded(text: str) -> str:
    """Return letters and digits alone, single-spaced, without case, accents and width."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(
        one for one in unicodedata.normalize("NFKD", wide) if unicodedata.category(one) not in {"Mn", "Cf"}
    )
    return " ".join("".join(one if one.isalnum() else " " for one in letters).split())
