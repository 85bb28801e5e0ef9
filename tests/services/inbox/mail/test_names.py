# SPDX-License-Identifier: LicenseRef-Desk
# ruff: noqa: RUF001 - letters that may be taken for others
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail import extension, is_dangerous, read_mail, safe_name
from tests.examples import MANY
from tests.services.inbox.mail.mails import TEXT, attached, multipart

HOSTILE = [
    ("../../etc/passwd", "passwd"),
    ("..\\..\\windows\\win.ini", "win.ini"),
    ("C:\\Users\\a\\b.txt", "b.txt"),
    ("\\\\server\\share\\b.txt", "b.txt"),
    ("/etc/passwd", "passwd"),
    ("..", "attachment"),
    (".", "attachment"),
    ("", "attachment"),
    ("   ", "attachment"),
    ("/", "attachment"),
    ("a/", "attachment"),
    ("..∕..∕x.txt", "x.txt"),
    ("..／..／x.txt", "x.txt"),
    ("..＼x.txt", "x.txt"),
    (".htaccess", "htaccess"),
    ("\u200b.htaccess", "htaccess"),
    (".\u200bhtaccess", "htaccess"),
    (".ht\u200baccess", "htaccess"),
    ("\ufeff.bashrc", "bashrc"),
    ("con", "_con"),
    ("CON.txt", "_CON.txt"),
    ("con .txt", "_con .txt"),
    ("nul", "_nul"),
    ("NUL.tar.gz", "_NUL.tar.gz"),
    ("com1.pdf", "_com1.pdf"),
    ("COM¹.pdf", "_COM¹.pdf"),
    ("lpt9", "_lpt9"),
    ("aux.c", "_aux.c"),
    ("CONIN$", "_CONIN$"),
    ("console.txt", "console.txt"),
    ("\u202egpj.exe", "gpj.exe"),
    ("photo\u202egpj.exe", "photogpj.exe"),
    ("photo\u2066gpj.exe", "photogpj.exe"),
    ("photo\u200fgpj.exe", "photogpj.exe"),
    ("a\x00.pdf.exe", "a.pdf.exe"),
    ("a\r\nb.txt", "ab.txt"),
    ("a\tb.txt", "ab.txt"),
    ("invoice.pdf.exe", "invoice.pdf.exe"),
    ("invoice.pdf          .exe", "invoice.pdf .exe"),
    ("invoice.exe.", "invoice.exe"),
    ("invoice.exe. . .", "invoice.exe"),
    ("invoice.exe ", "invoice.exe"),
    ("invoice.exe\u00a0", "invoice.exe"),
    ("invoice.exe\u3164", "invoice.exe"),
    ("invoice.exe\u2800", "invoice.exe"),
    ("a:b.txt", "a_b.txt"),
    ("file.txt:evil.exe", "file.txt_evil.exe"),
    ("file.txt::$DATA", "file.txt_$DATA"),
    ('a"b<c>d|e?f*g.txt', "a_b_c_d_e_f_g.txt"),
    ("a\u0301.txt", "á.txt"),
    ("~/.ssh/id_rsa", "id_rsa"),
    ("%2e%2e%2fx", "%2e%2e%2fx"),
    ("-rf", "-rf"),
    ("a\ud800b.txt", "ab.txt"),
    ("\ue000x.txt", "x.txt"),
    ("été n°12.pdf", "été n°12.pdf"),
    ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ("x" * 300, "x" * 119),
]


@pytest.mark.parametrize(("name", "safe"), HOSTILE)
def test_hostile_names(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=400))
@MANY
def test_every_name_is_safe(name):
    safe = safe_name(name)
    assert safe == safe_name(safe)
    assert 0 < len(safe) <= 121
    assert len(safe.encode()) <= 205
    assert not set(safe) & set('/\\:*?"<>|\x00\r\n\t')
    assert not safe.startswith(".")
    assert not safe.endswith((".", " "))
    assert all(unicodedata.category(one) not in {"Cc", "Cf", "Cs"} for one in safe)


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.EXE",
        "a.pdf.exe",
        "a.exe.",
        "a.e\u200bxe",
        "a.scr",
        "a.js",
        "a.vbs",
        "a.lnk",
        "a.docm",
        "a.xlsm",
        "a.iso",
        "a.html",
        "a.svg",
        "a.htm",
        "a.hta",
        "a.bat",
        "a.ps1",
        "a.jar",
        "a.url",
        "a.msi",
        "a.cmd",
        "a.sh",
        "a.py",
        "a.desktop",
        ".htaccess",
        "a.app",
        "a.dmg",
        "a.one",
        "a.chm",
        "a.reg",
        "a.wsf",
        "a.ｅｘｅ",
        "a.php",
    ],
)
def test_what_may_run_is_dangerous(name):
    assert is_dangerous(name, "application/octet-stream")


@pytest.mark.parametrize(
    "name",
    [
        "a.pdf",
        "a.docx",
        "a.xlsx",
        "a.png",
        "a.txt",
        "a.zip",
        "a.ics",
        "exe",
        "a.odt",
        "a.eml",
        "a.heic",
        "a.csv",
    ],
)
def test_what_only_shows_is_not(name):
    assert not is_dangerous(name, "application/pdf")


def test_a_type_may_be_dangerous_too():
    assert is_dangerous("photo.png", "application/x-msdownload")
    assert is_dangerous("photo.png", "Text/HTML; charset=x")


def test_extensions():
    assert [extension(name) for name in ("a.PDF", "a", ".htaccess", "a.tar.gz")] == ["pdf", "", "", "gz"]


def test_a_part_without_a_name_says_what_it_is():
    raw = multipart(
        TEXT, "Content-Type: image/png\n\nx", "Content-Type: message/rfc822\n\nSubject: Hello/you\n\nx"
    )
    assert [part.name for part in read_mail(raw).parts] == ["attachment-1.png", "Hello-you.eml"]


def test_the_name_of_the_disposition_wins():
    part = 'Content-Type: application/pdf; name="b.pdf"\nContent-Disposition: attachment; filename="../a.pdf"\n\nx'
    assert read_mail(multipart(part)).parts[0].name == "a.pdf"
    assert read_mail(multipart(attached("=?utf-8?q?=C3=A9t=C3=A9.pdf?="))).parts[0].name == "été.pdf"


RUNS = "fileloc inetloc terminal workflow scpt applescript mobileconfig xlsb msu cab udl crt PPKG"


def test_what_systems_start_by_themselves_takes_two_steps():
    assert [one for one in RUNS.split() if not is_dangerous(f"a.{one}", "application/octet-stream")] == []
    assert not any(
        is_dangerous(f"a.{one}", "application/pdf") for one in ("pdf", "ics", "eml", "docx", "txt")
    )
