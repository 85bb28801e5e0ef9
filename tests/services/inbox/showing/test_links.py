# SPDX-License-Identifier: LicenseRef-Desk
"""Where the links of a page lead."""

from desk.services.inbox.showing import links_of, safe_html
from desk.services.inbox.showing.links import MOST_LINKS, Link


def test_the_target_is_the_one_the_browser_takes():
    html = '<a title="x href=&quot;http://good.example&quot;" href="http://e.example/?a=1&amp;b=2">x</a>'
    assert links_of(html) == (Link("http://e.example/?a=1&b=2", False),)
    assert links_of("<p>abc</p>") == ()


def test_words_that_name_another_place_are_doubtful():
    page = '<a href="http://e.example">https://bank.example/login</a> <a href="http://e.example">Ici</a>'
    assert [one.is_doubtful for one in links_of(safe_html(page, inline={}).html)] == [True, False]


def test_what_nobody_judged_is_doubtful():
    page = '<a href="http://x.example/">x</a> ' * MOST_LINKS + '<a href="http://e.example/">bank.example</a>'
    found = links_of(safe_html(page, inline={}).html)
    assert [one.is_doubtful for one in found if "e.example/" in one.target][-1]
    assert not found[0].is_doubtful
