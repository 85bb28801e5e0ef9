# SPDX-License-Identifier: LicenseRef-Desk
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.models.vocabulary import Channel
from desk.services.inbox import (
    Circumstances,
    DraftContent,
    FileRef,
    WarningKind,
    holes_in,
    promises_file,
    warnings,
)

DAY = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
AROUND = Circumstances(now=DAY, zone=ZoneInfo("Europe/Paris"))
MAIL = DraftContent(to="zoe@kunde.example", text="Bonjour, c’est prêt.")
SMS = DraftContent(channel=Channel.SMS, to="+33612345678", text="Prêt")
FILE = FileRef(name="a.pdf", media_type="application/pdf", size=10, sha256="0")


def kinds(content, **around):
    return [one.kind for one in warnings(content, replace(AROUND, **around))]


def test_nothing_to_ask():
    assert kinds(MAIL) == kinds(SMS) == []


@pytest.mark.parametrize("text", ["le [[date]] à", "{{order.number}}", "a [[x]] b {{ y }}"])
def test_a_hole_is_left(text):
    assert set(kinds(replace(MAIL, text=text))) == {WarningKind.HOLE_LEFT}
    assert kinds(replace(MAIL, subject=text)) != []


def test_a_hole_in_what_is_quoted_is_somebody_else_s():
    assert kinds(replace(MAIL, text="Oui\n> le [[date]] {{x}}")) == []


@pytest.mark.parametrize("text", ["/", " / \n> Bonjour", "{{", "@"])
def test_a_sign_that_was_to_begin_something_is_no_message(text):
    (one,) = warnings(replace(MAIL, text=text), AROUND)
    assert (one.kind, one.said, one.blocks) == (WarningKind.ONLY_A_SIGN, text.split()[0], True)
    assert kinds(replace(MAIL, text="1/2")) == []


def test_holes_are_named():
    assert holes_in("a [[date]] b {{x.y}} [[]]") == ("[[date]]", "[[]]", "{{x.y}}")


@pytest.mark.parametrize(
    "text",
    [
        "Vous trouverez le devis ci-joint.", "Voir la pièce jointe.", "le bon est en pièce jointe", "Je vous joins la facture",
        "Please find attached the quote", "see the attachment", "The invoice is enclosed.",
        "Das Angebot finden Sie im Anhang.", "Anbei die Rechnung", "als Anlage", "Die Datei ist beigefügt",
        "Le adjunto la factura", "Adjuntamos el presupuesto", "en el archivo adjunto",
    ],
)  # fmt: skip
def test_a_file_that_was_promised(text):
    assert promises_file(text)
    assert kinds(replace(MAIL, text=text)) == [WarningKind.ATTACHMENT_FORGOTTEN]
    assert kinds(replace(MAIL, text=text, files=(FILE,))) == []


@pytest.mark.parametrize(
    "text",
    [
        "C’est prêt.", "sans pièce jointe", "There is no attachment", "ohne Anhang", "sin archivo adjunto",
        "Ich hänge an dir", "The attaché called", "> see the attachment\n\nMerci", "rejoindre", "adjunction",
    ],
)  # fmt: skip
def test_no_file_was_promised(text):
    assert not promises_file(text)


def test_somebody_wrote_meanwhile():
    assert kinds(MAIL, seen_id="a", newest_id="b") == [WarningKind.NEWER_MESSAGE]
    assert kinds(MAIL, seen_id="b", newest_id="b") == []


def test_consent():
    assert kinds(MAIL, refused=frozenset({MAIL.to})) == [WarningKind.NO_CONSENT]
    assert kinds(MAIL, has_consent=False) == [], "an answer needs none"
    assert kinds(MAIL, has_consent=False, is_answer=False) == [WarningKind.NO_CONSENT]
    both = warnings(MAIL, replace(AROUND, refused=frozenset({MAIL.to}), has_consent=False, is_answer=False))
    assert [one.said for one in both] == [MAIL.to], "asked once, though both the list and the ledger say no"


def test_a_copy_that_does_not_leave():
    emma = "emma@other.example"
    copied = replace(MAIL, cc=(emma,))
    [one] = warnings(copied, replace(AROUND, refused=frozenset({emma}), closed=frozenset({emma, MAIL.to})))
    assert (one.kind, one.said, one.blocks) == (WarningKind.COPY_REFUSED, emma, False)
    assert kinds(copied, refused=frozenset({emma})) == [WarningKind.NO_CONSENT]
    assert kinds(copied, closed=frozenset({"other@b.example"})) == []


@pytest.mark.parametrize(
    ("hour", "asked"), [(5, True), (6, True), (7, False), (18, False), (19, True), (22, True)]
)
def test_an_sms_at_night_by_the_customers_clock(hour, asked):
    at = DAY.replace(hour=hour)  # UTC; Paris is an hour ahead
    assert kinds(SMS, now=at) == ([WarningKind.QUIET_HOURS] if asked else [])
    assert kinds(replace(SMS, send_at=at)) == ([WarningKind.QUIET_HOURS] if asked else [])
    assert kinds(MAIL, now=at) == []


def test_what_cannot_be_sent_blocks():
    bad = replace(MAIL, to="no at", files=(replace(FILE, size=30 * 2**20),) * 4)
    found = warnings(bad, AROUND)
    assert {one.kind for one in found} == {
        WarningKind.BAD_ADDRESS, WarningKind.TOO_MANY_FILES, WarningKind.FILE_TOO_LARGE,
    }  # fmt: skip
    assert all(one.blocks for one in found)
    assert all(one.blocks for one in warnings(replace(MAIL, text="[[x]]"), AROUND))
    assert not any(one.blocks for one in warnings(replace(MAIL, text="ci-joint"), AROUND))


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_is_looked_at(text, to):
    warnings(replace(MAIL, text=text, to=to), AROUND)
