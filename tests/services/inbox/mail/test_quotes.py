# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail import PieceKind, folded, own_words, preview

QUOTED = [
    "Merci !\n\nLe 3 mai 2024 à 10:12, Atelier <shop@x.example> a écrit :\n> Bonjour\n> votre vélo",
    "Merci !\n\nLe lun. 23 nov. 2026 à 10:00, Atelier <shop@x.example> a écrit :\n\n> Bonjour",
    "Merci !\n\nLe lun. 23 nov. 2026 à 10:00, Atelier Vélo\n<shop@x.example> a écrit :\n\n> Bonjour",
    "Merci !\n\nLe 23/11/2026 à 10:00, Atelier a écrit\u202f:\n> Bonjour",
    "Merci !\n\nOn Mon, Nov 23, 2026 at 10:00 AM Shop <shop@x.example> wrote:\n\n> Hello",
    "Merci !\n\nOn 23 Nov 2026, at 10:00, Shop <shop@x.example> wrote:\n\nHello without marks",
    "Merci !\n\nOn Mon, Nov 23, 2026 at 10:00 AM Shop\n<shop@x.example>\nwrote:\n\n> Hello",
    "Merci !\n\nAm 23.11.2026 um 10:00 schrieb Laden <shop@x.example>:\n> Hallo",
    "Merci !\n\nAm Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Laden <shop@x.example>:\n\n> Hallo",
    "Merci !\n\nEl lun, 23 nov 2026 a las 10:00, Tienda (<shop@x.example>) escribió:\n\n> Hola",
    "Merci !\n\nIl giorno lun 23 nov 2026 alle ore 10:00 X <shop@x.example> ha scritto:\n\n> Ciao",
    "Merci !\n\nOp ma 23 nov. 2026 om 10:00 schreef X <shop@x.example>:\n\n> Hallo",
    "Merci !\n\n-----Original Message-----\nFrom: Shop\nSent: Monday\n\nHello",
    "Merci !\n\n-----Message d'origine-----\nDe : Atelier\nEnvoyé : lundi\n\nBonjour",
    "Merci !\n\n-----Ursprüngliche Nachricht-----\nVon: Laden\n\nHallo",
    "Merci !\n\n---------- Forwarded message ---------\nFrom: Shop\n\nHello",
    "Merci !\n\nDe : Atelier <shop@x.example>\nEnvoyé : lundi 23 novembre 2026 10:00\nÀ : Ann\nObjet : RE: vélo\n\nBonjour",
    "Merci !\n\nDe\u00a0: Atelier <shop@x.example>\nDate\u00a0: lundi 23 novembre 2026\nÀ\u00a0: Ann\nObjet\u00a0: vélo\n\nBonjour",
    "Merci !\n\n________________________________\nDe : Atelier <shop@x.example>\nEnvoyé : lundi\nÀ : Ann\n\nBonjour",
    "Merci !\n\nFrom: Shop <shop@x.example>\nSent: Monday, November 23, 2026\nTo: Ann\nSubject: bike\n\nHello",
    "Merci !\n\n*From:* Shop <shop@x.example>\n*Sent:* Monday\n*To:* Ann\n\nHello",
    "Merci !\n\nVon: Laden <shop@x.example>\nGesendet: Montag\nAn: Ann\nBetreff: Rad\n\nHallo",
    "Merci !\n\nBegin forwarded message:\n\nFrom: Shop\n\nHello",
    "Merci !\n\nDébut du message réexpédié :\n\nDe: Atelier\n\nBonjour",
    "Merci !\n> old\n> older",
    "> Is it ready?\n\nMerci !",
    "Merci !\n\nEnvoyé de mon iPhone\n\n> Le 3 mai 2024 à 10:12, Atelier a écrit :\n> Bonjour",
    "Merci !\n\nEnvoyé de mon iPhone",
    "Merci !\n\nSent from my Galaxy\n",
    "Merci !\n\nEnvoyé depuis Outlook pour Android\n\nDe : Atelier\nEnvoyé : lundi\nÀ : Ann\n\nBonjour",
    "Merci !\n\nVon meinem iPhone gesendet\n\nAm 23.11.2026 um 10:00 schrieb X:\n> Hallo",
    "Merci !\n\nTélécharger Outlook pour iOS",
    "Merci !\n\nGet Outlook for Android",
    "Merci !\n\nTéléchargez Outlook pour Android<https://aka.ms/AAb9ysg>",
    "Merci !\n\nEnvoyé à partir d’Outlook pour Android",
    "Merci !\n\nYahoo Mail : Recherchez, organisez, maîtrisez votre boîte de réception",
    "Merci !\n\nGaranti sans virus. www.avast.com",
    "Merci !\n-- \nAnn Dupont\n06 12 34 56 78",
    "Merci !\n--\nAnn\n\nLe 3 mai 2024 à 10:12, Atelier <shop@x.example> a écrit :\n> Bonjour",
    "Merci !\n\n2026-11-23 10:00 GMT+01:00 Atelier <shop@x.example>:\n\n> Bonjour",
]

OWN = [
    "Bonjour,\nLe vélo est-il prêt ?\nMerci",
    "De : Paris\nje viens demain",
    "Le facteur a écrit : rien.",
    "On the phone you said 3 days.\nWhat did you write?",
    "a > b and b < c",
    "Points:\n- one\n-- two\n- three",
    "Le devis dit : 120 €\nOn verra.",
    "Sent from the post office yesterday, my parcel is lost and I do not know what to do about it now",
    "1 - première question\n2 - seconde",
    "Envoyé de Lyon hier.\nArrivé ?",
    "Yahoo Mail : je n’y arrive plus.\n\nPouvez-vous m’aider ?",
    "Garanti sans virus ?\n\nOn verra.",
]


@pytest.mark.parametrize("text", QUOTED)
def test_own_words_alone(text):
    assert own_words(text) == "Merci !"


@pytest.mark.parametrize("text", OWN)
def test_what_is_all_own(text):
    assert own_words(text) == text


def test_pieces_in_their_order():
    text = "one\n\n> a\n> b\n\ntwo\n-- \nme"
    assert [(piece.kind, piece.text) for piece in folded(text)] == [
        (PieceKind.OWN, "one"),
        (PieceKind.QUOTE, "> a\n> b"),
        (PieceKind.OWN, "two"),
        (PieceKind.SIGNATURE, "-- \nme"),
    ]


def test_a_line_before_a_quote_belongs_to_it():
    kinds = [piece.kind for piece in folded("Hi\n\nOn Monday 3, Ann wrote:\n> a\n\nYes\n\n> b\n\nNo")]
    assert kinds == [PieceKind.OWN, PieceKind.QUOTE, PieceKind.OWN, PieceKind.QUOTE, PieceKind.OWN]


def test_a_preview_is_one_line_of_own_words():
    assert preview("Merci\n beaucoup !\n\n> old") == "Merci beaucoup !"
    assert preview("> only\n> quoted") == "> only > quoted"
    assert len(preview("word " * 500)) <= 200
    assert preview("") == ""


@given(
    st.lists(
        st.sampled_from(
            [
                "> q",
                "own",
                "",
                "-- ",
                "On 3 May, X wrote:",
                "De : x",
                "Objet : y",
                "-----Original Message-----",
                "Sent from my iPhone",
                "Le 3, a écrit :",
            ]
        ),
        max_size=30,
    )
)
def test_no_word_is_lost(lines):
    text = "\n".join(lines)
    pieces = "\n".join(piece.text for piece in folded(text))
    assert pieces.split() == text.split()
