# SPDX-License-Identifier: LicenseRef-Desk
"""Makes the mailbox that is measured on: French and English, threads, HTML, files, nine charsets; always the same.

Message number n depends on n alone, so that ranges can be added later; the median is about 6 kB.
"""

import base64
import os
import quopri
import random
from dataclasses import dataclass
from email.header import Header
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path

SEED, FIRST_SECOND = 20240229, 1609459200  # 2021-01-01
OURS = "shop@desk.example"


def _listed(words: str) -> list[str]:
    return words.split()


FRENCH = _listed(
    """
commande livraison facture devis client boutique rendez-vous merci bonjour demande produit paiement retour
échange taille couleur disponible semaine lundi mardi mercredi jeudi vendredi samedi règlement virement
chèque reçu envoyé colis suivi retard réparation atelier garantie pièce numéro adresse téléphone
cordialement madame monsieur équipe magasin ouverture fermeture été hiver noël réduction remise fidélité
carte événement soirée dégustation café thé gâteau pâtisserie fromage cœur sœur œuvre forêt château hôtel
élève là où déjà après très près même être avoir faire pouvoir vouloir savoir venir prendre donner mettre
dire voir aller nous vous notre votre leur avec pour dans sur sans sous entre chez depuis pendant avant
toujours jamais souvent bientôt aujourd'hui demain hier prochain dernier nouveau nouvelle petit grande beau
bonne prix total montant quantité référence catalogue fournisseur entrepôt stock rupture réassort bulletin
newsletter abonnement désabonner confirmation annulation report
"""
)
ENGLISH = _listed(
    """
order delivery invoice quote customer shop appointment thanks hello request product payment return exchange
size colour available week monday tuesday wednesday thursday friday saturday settlement transfer cheque
receipt sent parcel tracking delay repair workshop warranty part number address phone regards madam sir team
store opening closing summer winter christmas discount loyalty card event evening tasting coffee tea cake
pastry cheese heart sister work forest castle hotel student there where already after very near same have
make able want know come take give put say see go we you our your their with for in on without under between
since during before always never often soon today tomorrow yesterday next last new small large nice good
price total amount quantity reference catalogue supplier warehouse stock shortage restock bulletin
newsletter subscription unsubscribe confirmation cancellation report the and but that this from about which
when would could should please let know if any question is are was were be been it as at by or
"""
)
SYLLABLES = _listed(
    """
ba be bi bo bu ca ce ci co da de di do fa fe fi fo ga ge gi la le li lo lu ma me mi mo mu na ne ni no pa pe
pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo za ze
"""
)
FIRST = _listed(
    """
Léa Chloé Zoé Anaïs Éric Benoît François Hélène Jérôme Noël Sarah James Emma Oliver Ünal Søren Łukasz José
Márta Inès
"""
)
LAST = _listed(
    """
Dupré Lefèvre Müller Smith O'Brien Nguyễn García Martin Bernard Petit Durand Moreau Laurent Simon Jones
Taylor Brown Wilson Ångström Çelik
"""
)
CHARSETS = [
    *["utf-8"] * 60,
    *["iso-8859-1"] * 14,
    *["windows-1252"] * 10,
    *["iso-8859-15"] * 6,
    *["us-ascii"] * 4,
    *("utf-16", "koi8-r", "shift_jis", "gb2312", "x-unknown", "8bit-unlabelled"),
]
EXOTIC = {
    "koi8-r": "Здравствуйте заказ доставка спасибо ",
    "shift_jis": "注文ありがとうございます 配送 ",
    "gb2312": "订单 发货 谢谢 ",
}
FILES = ("facture été.pdf", "invoice.pdf", "photo.jpg", "devis n°12.pdf", "cœur.png")
HOSTS = ("example.org", "exemple.fr", "mail.example.net", "boutique.example")


@dataclass(frozen=True, slots=True)
class Text:
    """What a message says. references: Message-IDs without brackets, oldest first; at: Unix time."""

    number: int
    header_id: str
    references: tuple[str, ...]
    subject: str
    name: str
    address: str
    lines: tuple[str, ...]
    body: str
    at: int
    charset: str


def _tail() -> list[str]:
    luck = random.Random(SEED)
    found = {"".join(luck.choice(SYLLABLES) for _ in range(luck.randint(2, 5))) for _ in range(24000)}
    ordered = sorted(found)
    luck.shuffle(ordered)
    return ordered


TAIL = _tail()


def header_id(number: int) -> str:
    """Return the Message-ID of a message, without brackets."""
    return f"{number:07d}.{random.Random(SEED + number * 7).getrandbits(48):x}@desk.example"


@lru_cache(maxsize=4096)
def chain(number: int) -> tuple[int, ...]:
    """Return the message and those that it answers, newest first."""
    found, at = [number], number
    while len(found) <= 12:
        luck = random.Random(SEED * 31 + at)
        if at < 50 or luck.random() > 0.55:
            break
        at = at - 1 - int(40 * luck.random() ** 2)
        found.append(at)
    return tuple(found)


def text(number: int) -> Text:
    """Return what a message says, without its wire form."""
    luck = random.Random(SEED + number)
    thread = chain(number)
    language, subject = _topic(thread[-1])
    charset = CHARSETS[luck.randrange(len(CHARSETS))]
    at = FIRST_SECOND + number * 3600 + luck.randrange(3000)
    name, address = _person(luck)
    lines = _lines(luck, language, number)
    hello, bye = ("Bonjour", "Cordialement") if language == "fr" else ("Hello", "Kind regards")
    body = f"{hello},\n\n" + "\n".join(lines) + f"\n\n{bye},\n{name}\n"
    if len(thread) > 1:
        subject = ("RE: " if language == "fr" else "Re: ") + subject
        if luck.random() < 0.6:
            body += (
                f"\nLe {formatdate(at)}, {name} a écrit :\n" + "\n".join(f"> {x}" for x in lines[:12]) + "\n"
            )
    references = tuple(header_id(one) for one in reversed(thread[1:]))
    return Text(number, header_id(number), references, subject, name, address, lines, body, at, charset)


def message(number: int) -> tuple[bytes, int, str]:
    """Return the bytes of a message, its Unix time, and its flags as Maildir writes them."""
    told = text(number)
    luck = random.Random(SEED * 41 + number)
    inner = _part("text/plain", told.charset, told.body, luck)
    if luck.random() < 0.7:
        inner = _alternative(told, inner, luck)
    heads = _heads(told, luck)
    if luck.random() < 0.05:
        heads.append(f'Content-Type: multipart/mixed; boundary="=_mix{number:07d}"')
        inner = _mixed(number, inner, luck)
    flags = "".join(
        letter for letter, share in (("F", 0.03), ("R", 0.2), ("S", 0.9)) if luck.random() < share
    )
    return "\n".join(heads).encode() + b"\n" + inner, told.at, flags


def maildir(folder: Path, count: int, start: int = 0) -> None:
    """Write `count` messages from `start` on as a Maildir."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(start, start + count):
        raw, at, flags = message(number)
        file = folder / "cur" / f"{at}.M{number:07d}P1.bench:2,{flags}"
        file.write_bytes(raw)
        os.utime(file, (at, at))


def reference(number: int) -> str:
    """Return the token that stands in one message only, in three of ten."""
    return f"REF-{2021 + number // 8760}-{number:06d}"


# ------------------------------------------------------------------------------------------------ words


@lru_cache(maxsize=4096)
def _topic(root: int) -> tuple[str, str]:
    luck = random.Random(SEED * 37 + root)
    language = "fr" if luck.random() < 0.6 else "en"
    subject = " ".join(_words(luck, language, luck.randint(3, 8)))
    subject = subject[0].upper() + subject[1:]
    if luck.random() < 0.25:
        subject += f" {'n°' if language == 'fr' else '#'}{luck.randint(1000, 99999)}"
    return language, subject


def _words(luck: random.Random, language: str, count: int) -> list[str]:
    """Return words of which a few are frequent and most are rare."""
    head = FRENCH if language == "fr" else ENGLISH
    return [
        head[int(len(head) * luck.random() ** 2)]
        if luck.random() < 0.78
        else TAIL[int(len(TAIL) * luck.random() ** 3)]
        for _ in range(count)
    ]


def _lines(luck: random.Random, language: str, number: int) -> tuple[str, ...]:
    words = _words(luck, language, int(240 * 2.71828 ** luck.gauss(0, 0.7)) + 20)
    lines, at = [], 0
    while at < len(words):
        length = luck.randint(8, 14)
        lines.append(" ".join(words[at : at + length]))
        at += length
        if luck.random() < 0.15:
            lines.append("")
    if luck.random() < 0.3:
        lines.append(reference(number))
    return tuple(lines)


def _person(luck: random.Random) -> tuple[str, str]:
    who = int(900 * luck.random() ** 2)
    name = f"{FIRST[who % len(FIRST)]} {LAST[(who // len(FIRST)) % len(LAST)]}"
    return name, f"client{who}@{HOSTS[who % 4]}"


# ------------------------------------------------------------------------------------------------- wire


def _heads(told: Text, luck: random.Random) -> list[str]:
    charset = told.charset if told.charset in {"iso-8859-1", "windows-1252", "iso-8859-15"} else "utf-8"
    signed = base64.b64encode(luck.randbytes(120)).decode()
    way = (
        f"Received: from mx{luck.randrange(9)}.example.net (mx.example.net [203.0.113.{luck.randrange(254)}])\n"
        f"\tby desk.example with ESMTPS id {luck.getrandbits(40):x}\n\tfor <{OURS}>; {formatdate(told.at)}"
    )
    seal = (
        f"DKIM-Signature: v=1; a=rsa-sha256; d={told.address.partition('@')[2]}; s=s1;\n"
        f"\tb={signed[:70]}\n\t{signed[70:]}"
    )
    heads = [
        f"Return-Path: <{told.address}>",
        way,
        seal,
        f"From: {_header(told.name, charset)} <{told.address}>",
        f"To: Boutique Desk <{OURS}>",
        f"Subject: {_header(told.subject, charset)}",
        f"Date: {formatdate(told.at)}",
        f"Message-ID: <{told.header_id}>",
    ]
    if luck.random() < 0.1:
        others = [_person(luck) for _ in range(luck.randint(1, 4))]
        heads.append("Cc: " + ", ".join(f"{_header(name, 'utf-8')} <{address}>" for name, address in others))
    if told.references:
        heads.append(f"In-Reply-To: <{told.references[-1]}>")
        heads.append("References: " + "\n ".join(f"<{one}>" for one in told.references))
    return [*heads, "MIME-Version: 1.0", f"X-Mailer: bench/{luck.randrange(9)}.{luck.randrange(9)}"]


def _header(words: str, charset: str) -> str:
    if words.isascii():
        return words
    try:
        return Header(words, charset, maxlinelen=76).encode()
    except UnicodeEncodeError:
        return Header(words, "utf-8", maxlinelen=76).encode()


def _part(media_type: str, charset: str, words: str, luck: random.Random) -> bytes:
    if charset == "8bit-unlabelled":
        body = words.encode("windows-1252", "replace")
        return f"Content-Type: {media_type}\nContent-Transfer-Encoding: 8bit\n\n".encode() + body + b"\n"
    label, coding = ("x-unknown-bench", "windows-1252") if charset == "x-unknown" else (charset, charset)
    if charset in EXOTIC:
        words = EXOTIC[charset] * 12 + "\n" + words
    body, head = words.encode(coding, "replace"), f"Content-Type: {media_type}; charset={label}\n"
    if label == "utf-16" or luck.random() < 0.2:
        return f"{head}Content-Transfer-Encoding: base64\n\n".encode() + base64.encodebytes(body)
    if label == "us-ascii":
        return f"{head}Content-Transfer-Encoding: 7bit\n\n".encode() + body + b"\n"
    quoted = quopri.encodestring(body)
    return f"{head}Content-Transfer-Encoding: quoted-printable\n\n".encode() + quoted + b"\n"


def _alternative(told: Text, plain: bytes, luck: random.Random) -> bytes:
    style = "margin:0 0 8px;font-family:Arial,sans-serif;color:#333"
    rows = "".join(f'<p style="{style}">{line}</p>\n' if line else "<br>\n" for line in told.lines)
    page = (
        f'<html><head><style>td{{padding:4px}}</style></head><body><table width="600"><tr><td>{rows}</td></tr></table>'
        f"<p>{told.name}</p></body></html>\n"
    )
    mark = f"=_alt{told.number:07d}"
    html = _part("text/html", told.charset, page, luck)
    head = f'Content-Type: multipart/alternative; boundary="{mark}"\n\n--{mark}\n'.encode()
    return head + plain + f"\n--{mark}\n".encode() + html + f"\n--{mark}--\n".encode()


def _mixed(number: int, inner: bytes, luck: random.Random) -> bytes:
    mark, name = f"=_mix{number:07d}", _header(luck.choice(FILES), "utf-8")
    data = base64.encodebytes(luck.randbytes(luck.randint(20_000, 200_000)))
    head = (
        f'\n--{mark}\nContent-Type: application/octet-stream; name="{name}"\n'
        f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n'
    )
    return f"\n--{mark}\n".encode() + inner + head.encode() + data + f"--{mark}--\n".encode()
