# SPDX-License-Identifier: LicenseRef-Desk
import pytest

from desk.services.inbox.showing import safe_html

FOLD = '<details class="desk-quote"><summary></summary>'


def shown(page):
    return safe_html(page, inline={}).html


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote">old</div>',
        '<div class="gmail_quote gmail_quote_container">old</div>',
        '<blockquote type="cite">old</blockquote>',
        '<div class="yahoo_quoted">old</div>',
        '<div id="divRplyFwdMsg">From: x</div><div>old</div>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>De : x</p></div><p>old</p>',
        '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>De : x</p></div></div><p>old</p>',
        '<div class="moz-cite-prefix">Le 3, x a écrit :</div><blockquote type="cite">old</blockquote>',
    ],
)
def test_quotes_are_folded(quote):
    clean = shown(f"<p>own</p>{quote}")
    own, _, folded = clean.partition(FOLD)
    assert "own" in own
    assert "old" in folded
    assert "old" not in own


def test_a_quote_in_a_quote_is_folded_once():
    inner = '<blockquote type="cite">older</blockquote>'
    assert shown(f'<p>own</p><div class="gmail_quote">old{inner}</div>').count(FOLD) == 1


def test_links_that_say_another_place_are_marked():
    assert 'data-warn="1"' in shown('<a href="https://evil.example">www.paypal.com</a>')
    assert "data-warn" not in shown('<a data-warn="1" href="https://x.example">x.example</a>')


def test_the_background_of_the_page_is_kept():
    assert 'style="background-color:#123456;color:white"' in shown(
        '<body bgcolor="#123456" text="white"><p>x'
    )
