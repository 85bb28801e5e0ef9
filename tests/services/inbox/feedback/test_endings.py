# SPDX-License-Identifier: LicenseRef-Desk
"""Who wrote a short mail changes nothing about what it asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import MessageKind
from desk.services.inbox.feedback import StopKind, recognise
from desk.services.inbox.feedback.endings import without_ending
from desk.services.inbox.mail import read_mail
from tests.services.inbox.feedback.reports import SHOP, coded

ZOE = "Zoé Ait <zoe.ait@client.example>"
QUOTE = "\n\nLe lun. 23 nov. 2026 à 10:00, Atelier <shop@x.example> a écrit :\n> Bonjour\n> votre vélo"
NAMED = (
    "\n________________________________\nDe : Atelier <shop@x.example>\nEnvoyé : lundi 23 novembre 2026 10:00\n"
    "À : Zoé\nObjet : Votre vélo\n\nBonjour"
)


def told(text, sender=ZOE, subject="Re: Votre vélo"):
    raw = coded(
        f"From: {sender}\nTo: {SHOP}\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{text}"
    )
    return recognise(read_mail(raw), raw)


SIGNED = [
    "Téléchargez Outlook pour Android<https://aka.ms/AAb9ysg>",
    "Téléchargez Outlook pour iOS",
    "Télécharger Outlook pour Android<https://aka.ms/AAb9ysg>",
    f"Obtenez Outlook pour Android<https://safelinks.example/?url={'x' * 150}>",
    "Obtenir Outlook pour iOS<https://aka.ms/o0ukef>",
    "Get Outlook for Android<https://aka.ms/AAb9ysg>",
    "Outlook für Android herunterladen<https://aka.ms/AAb9ysg>",
    "Envoyé à partir d’Outlook pour Android",
    "Envoyé à partir de Outlook pour iOS",
    "Yahoo Mail : Recherchez, organisez, maîtrisez votre boîte de réception",
    "Yahoo Mail\u00a0: Recherchez, organisez, maîtrisez votre boîte de réception <https://mail.onelink.me/1?c=2>",
    "Yahoo Mail: Search, Organize, Conquer",
    "Envoyé depuis Yahoo Mail pour Android",
    "Envoyé à partir de Yahoo Mail pour iPhone",
    "Envoyé de mon iPhone",
    "Envoyé depuis mon appareil Galaxy",
    "Envoyé avec la messagerie sécurisée Proton Mail.",
    "Envoyé depuis l'application Mail Orange",
    "Envoyé via l'application Mail de SFR",
    "Provenance : Courrier pour Windows",
    "Garanti sans virus. www.avast.com",
    "Sans virus.www.avast.com<https://www.avast.com/sig-email>",
    "-- \nZoé Ait\nDirectrice",
]


@pytest.mark.parametrize("behind", ["", QUOTE, NAMED])
@pytest.mark.parametrize("signature", SIGNED)
def test_what_a_program_writes_below_a_stop(signature, behind):
    found = told(f"Stop\n\n{signature}{behind}")
    assert (found.kind, found.stop) == (MessageKind.STOP, StopKind.STOP)


CLOSED = [
    "Stop\n\nCordialement,\nZoé Ait",
    "Stop\nCordialement\nZoé",
    "STOP\n\nBien cordialement,\n\nZoé Ait\n06 12 34 56 78",
    "Bonjour,\n\nSTOP\n\nCordialement,\nZoé Ait",
    "Bonjour Madame,\n\nStop.\n\nCordialement,\nZ. Ait",
    "Stop\n\nCdlt\nMme Ait",
    "Stop !\n\nMerci,\nZoé",
    "Stop\nMerci d’avance\nCordialement\nZoé Ait\nBoulangerie Ait\n69002 Lyon",
    "Stop\n\nBonne journée,\nJean-Pierre de la Tour",
    "Stop\n\nBonne journée",
    "Stop\n\nCordialement,\nZOÉ AIT",
    "Stop\nzoé ait",
    "Stop\n\nZoé",
    "Stop\nCordialement\nZoé Ait\nTél. : 06 12 34 56 78\nzoe@client.example\nwww.client.example",
    "Unsubscribe\n\nBest regards,\nZoe Ait",
    "Unsubscribe\n\nThanks\nZoe",
    "Stop\n\nMit freundlichen Grüßen\nZoe Ait",
    "Désinscription\n\nSalutations\nZoé Ait\n\nEnvoyé de mon iPhone",
    "Stop\n\nCordialement,\nZoé Ait\n\nTéléchargez Outlook pour Android<https://aka.ms/AAb9ysg>" + NAMED,
    "Stop\n\nCordialement,\nZoé Ait" + QUOTE,
]


@pytest.mark.parametrize("text", CLOSED)
def test_a_closing_formula_and_a_name(text):
    found = told(text)
    assert (found.kind, found.stop) == (MessageKind.STOP, StopKind.STOP)


SENTENCES = [
    "Stop ou encore ?\n\nCordialement,\nZoé Ait",
    "Le vélo fait stop\n\nCordialement,\nZoé Ait",
    "Ne pas stopper la commande\nCordialement,\nZoé Ait",
    "Je passe à l’arrêt de bus Stop\n\nMerci,\nZoé",
    "Stop\nMerci\nRappelez-moi",
    "Stop\nCordialement\nRappelez-moi",
    "Stop\nMerci de me rappeler\nZoé",
    "Stop\nMerci\nde me rappeler demain",
    "Stop\nMerci\nZoé demande un devis",
    "STOP\nMERCI\nRAPPELEZ ZOE",
    "STOP\nCORDIALEMENT\nRAPPELEZ MOI",
    "Stop\nCordialement,\nZoé Ait\nPS : gardez mon vélo",
    "Stop\nCordialement,\nZoé Ait\nGardez mon vélo jusqu’à lundi",
    "Stop\nCordialement,\nZoé Ait\nC’est prêt ?",
    "Stop\nMerci\nMarc Petit",
    "Stop\nSophie",
    "Stop\nDemain 10h",
    "Stop\n\nVous avez compris\n\nCordialement,\nZoé Ait",
    "Please stop by tomorrow\n\nBest regards,\nZoe Ait",
    "Yahoo Mail : stop, je n’y arrive plus",
    "Téléchargez Outlook, stop ou encore",
    "Stop aux travaux\n\nCordialement,\nZoé Ait",
    "Bonjour,\nle bus s’arrête où ? Stop Gare ?\nCordialement,\nZoé Ait",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_that_only_has_the_word_in_it_is_no_stop(text):
    found = told(text)
    assert found.kind is MessageKind.MESSAGE
    assert found.stop in {StopKind.UNCLEAR, None}


@pytest.mark.parametrize(
    "text", ["Cancel\n\nCordialement,\nZoé", "Start\n\nCordialement,\nZoé", "Yes\nThanks\nZoe"]
)
def test_a_name_below_makes_nothing_else_of_other_words(text):
    assert told(text).stop is None


@given(st.text(max_size=300), st.text(max_size=40))
def test_only_lines_at_the_end_are_left_out(text, sender):
    kept = without_ending(text, sender)
    assert kept == text or text.split()[: len(kept.split())] == kept.split()
