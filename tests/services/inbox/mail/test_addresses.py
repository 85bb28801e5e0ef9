# SPDX-License-Identifier: LicenseRef-Desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.services.inbox.mail.addresses import addresses, spec_of
from tests.examples import MANY


def pairs(*values):
    return [(one.name, one.address) for one in addresses(list(values))]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a@b.example", [("", "a@b.example")]),
        ("<a@b.example>", [("", "a@b.example")]),
        ("Ann <a@b.example>", [("Ann", "a@b.example")]),
        ('"Ann, B." <a@b.example>', [("Ann, B.", "a@b.example")]),
        ('"A \\"x\\" B" <a@b.example>', [('A "x" B', "a@b.example")]),
        ("Ann <A@B.EXAMPLE>, c@d.example", [("Ann", "A@b.example"), ("", "c@d.example")]),
        ("a@b.example (Ann (of B))", [("Ann (of B)", "a@b.example")]),
        ("Team: a@b.example, Bob <b@b.example>;", [("", "a@b.example"), ("Bob", "b@b.example")]),
        ("undisclosed-recipients:;", []),
        ("undisclosed-recipients: ;, a@b.example", [("", "a@b.example")]),
        ("<@r1.example,@r2.example:a@b.example>", [("", "a@b.example")]),
        ("a@b.example; c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        ("Ann", [("Ann", "")]),
        ("Ann <not an address>", [("Ann", "")]),
        ("=?utf-8?q?J=C3=A9r=C3=B4me?= <a@b.example>", [("Jérôme", "a@b.example")]),
        ('"=?utf-8?q?J=C3=A9?=" <a@b.example>', [("Jé", "a@b.example")]),
        ("Jérôme <a@b.example>", [("Jérôme", "a@b.example")]),
        ("a@bücher.example", [("", "a@xn--bcher-kva.example")]),
        ("é@b.example", [("", "é@b.example")]),
        ('"a b"@c.example', [("", '"a b"@c.example')]),
        ("a@[192.0.2.1]", [("", "a@[192.0.2.1]")]),
        ("", []),
        (",,;,", []),
        # what must not become an address
        ("alice@example.org <bob@example.com>", [("alice@example.org", "bob@example.com")]),
        ("=?utf-8?q?bank=40bank.example=3E=2C?= <a@b.example>", [("bank@bank.example>,", "a@b.example")]),
        ('"bank@bank.example" <a@b.example>', [("bank@bank.example", "a@b.example")]),
        ("bank@bank.example\x00 <a@b.example>", [("bank@bank.example", "a@b.example")]),
        ("a@b.example\r\n Bcc: c@d.example", [("c@d.example", "")]),
        ("<a@b.example> <c@d.example>", [("<c@d.example>", "a@b.example")]),
        ("a@b@c.example", [("a@b@c.example", "")]),
        ("a..b@c.example", [("a..b@c.example", "")]),
        ("a@b..example", [("a@b..example", "")]),
        ("a\u202eb@c.example", [("ab@c.example", "")]),
        ("Bank\u200b \u202emoc.knab <a@b.example>", [("Bank moc.knab", "a@b.example")]),
    ],
)
def test_mailboxes(written, meant):
    found = pairs(written)
    if meant == [
        ("c@d.example", "")
    ]:  # whatever the name, the folded line is no second header and no address
        assert all(address in {"", "a@b.example"} for _, address in found)
    else:
        assert found == meant


def test_several_fields_are_joined():
    assert pairs("a@b.example", "c@d.example") == [("", "a@b.example"), ("", "c@d.example")]


def test_there_is_an_end():
    assert len(addresses(["a@b.example," * 5000])) == 500


@given(st.text(max_size=200))
@MANY
def test_nothing_raises_and_no_address_is_odd(text):
    for one in addresses([text]):
        assert one.address == "" or spec_of(one.address) == one.address
        assert not set(one.name) & set("\r\n\x00\u202e\u200b")


@given(st.from_regex(r"[a-z][a-z0-9.]{0,10}[a-z]@[a-z]{1,8}\.example", fullmatch=True), st.text(max_size=30))
def test_a_quoted_name_never_changes_the_address(spec, name):
    if ".." not in spec:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        assert [one.address for one in addresses([f'"{quoted}" <{spec}>'])] == [spec]
