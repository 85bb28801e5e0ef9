# SPDX-License-Identifier: LicenseRef-Desk
"""Decides whether a machine wrote a mail (RFC 3834), and whether it tells that somebody is away; pure."""

import re
import unicodedata

from desk.models.vocabulary import MessageKind
from desk.services.inbox.mail.machines import is_answer_of_machine, is_nobody, mark_of
from desk.services.inbox.mail.mail import Mail
from desk.services.shop import normalized

_ACCENTS = re.compile("[\u0300-\u036f]+")
"""Taken off first and at once: hardly any text has others."""
_AWAY_SUBJECT = re.compile(
    r"^(?:(?:re|aw|tr|sv|fw|fwd|antw|rif|vs|automatisch antwoord) ?: ?)*"
    r"(?:out of (?:the )?(?:office|town)|out-of-office|automatic reply ?:|"
    r"auto(?:matic)?[- ]?(?:reply|response)|autoreply|"
    r"vacation|on (?:vacation|holiday|leave|annual leave)|away from (?:the|my) (?:office|mail|"
    r"desk)|i am (?:away|out)|i'm (?:away|out)|"
    r"absen(?:t|ce)|message d[' ]absence|reponse automatique|reponse auto|en (?:conge|vacances)|"
    r"conges?\b|hors du bureau|"
    r"je suis (?:absent|en conge|en vacances)|notification d[' ]absence|"
    r"abwesenheit|abwesend|automatische (?:antwort|abwesenheit|ruckantwort|rueckantwort)|"
    r"ausser haus|nicht im (?:buro|buero|haus)|urlaub|"
    r"fuera de (?:la )?oficina|respuesta automatica|ausente|estoy (?:de vacaciones|fuera)|"
    r"fuori (?:sede|ufficio)|risposta automatica|assenza|assente|sono (?:in ferie|assente)|"
    r"afwezig|niet aanwezig|automatisch(?: antwoord|e reactie|e beantwoording)|"
    r"fora do escritorio|resposta automatica|ausencia|"
    r"poza biurem|automatyczna odpowiedz|nieobecnosc|frånvaro|franvaro|autosvar|automatiskt svar|"
    r"fravaer|fravær|automatisk svar|"
    r"poissa|automaattinen vastaus|mimo kancelar|automaticka odpoved|automatikus valasz|"
    r"hazon kivul|raspuns automat|"
    r"автоответ|автоматический ответ|нет на месте|ofis disinda|otomatik yanit|不在|自動応答|自动回复|自動回覆)",
    re.IGNORECASE,
)
_AUTO_SUBJECT = re.compile(
    r"^(?:\[?auto(?:matic|matique|matisch)?[ -]?(?:reply|response|reponse|antwort)?\]?[: ]|auto:|"
    r"accuse de reception|ticket (?:received|created)|votre demande a (?:bien )?ete (?:recue|"
    r"enregistree))",
    re.IGNORECASE,
)
_AWAY_TEXT = re.compile(
    r"out of (?:the )?office|on (?:annual |maternity |sick |parental )?leave (?:until|from|and)|"
    r"on (?:vacation|holiday)s? (?:until|from|and)|"
    r"(?:away|back|return(?:ing)?) (?:until|on|from|in the office)|"
    r"limited access to (?:my )?e-?mail|no longer (?:with|work)|"
    r"absente? (?:du bureau|jusqu|du |de mon|pour)|en (?:conges?|vacances|deplacement|"
    r"arret) (?:jusqu|du |a partir|et )|de retour (?:le|au bureau)|actuellement absente?|"
    r"(?:bin|ich) .{0,40}(?:nicht im (?:buro|buero|haus)|abwesend|im urlaub)|wieder (?:im (?:buro|"
    r"buero)|erreichbar|zuruck|zurueck)|"
    r"fuera de la oficina|de vacaciones hasta|fuori (?:ufficio|sede)|in ferie (?:fino|dal)|"
    r"niet (?:aanwezig|op kantoor)|afwezig (?:tot|van)",
    re.IGNORECASE,
)


def is_automatic(mail: Mail) -> bool:
    """Say whether nothing may answer this mail by itself."""
    return mark_of(mail.headers) is not None or is_nobody(mail.sender.address)


def automatic_kind(mail: Mail) -> MessageKind:
    """Return OUT_OF_OFFICE or AUTO_REPLY for an answer that a machine gave, else MESSAGE."""
    subject = plain(mail.subject)
    is_answer = is_answer_of_machine(mail.headers)
    if _AWAY_SUBJECT.search(subject) and (is_answer or is_automatic(mail) or _says_away(mail)):
        return MessageKind.OUT_OF_OFFICE
    if is_answer:
        return MessageKind.OUT_OF_OFFICE if _says_away(mail) else MessageKind.AUTO_REPLY
    if _AUTO_SUBJECT.search(subject) and is_automatic(mail):
        return MessageKind.AUTO_REPLY
    return MessageKind.MESSAGE


def plain(text: str) -> str:
    """Return `text` without accents and in lower case, to compare by."""
    if text.isascii():
        return text.lower()
    folded = _ACCENTS.sub("", normalized("NFKD", text).replace("’", "'").casefold())
    return folded if folded.isascii() else "".join(one for one in folded if not unicodedata.combining(one))


def _says_away(mail: Mail) -> bool:
    return _AWAY_TEXT.search(plain(mail.text[:3000])) is not None
