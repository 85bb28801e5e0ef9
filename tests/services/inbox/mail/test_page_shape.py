# SPDX-License-Identifier: LicenseRef-Desk
from base64 import b64encode
from random import Random

import pytest

from desk.services.inbox.mail.page_shape import is_sane

PICTURE = f'<img src="data:image/png;base64,{b64encode(Random(1).randbytes(100_000)).decode()}">'
ROW = "<tr><td style='padding:4px'><p>a <b>b</b><br><a href='x'>c</a></td></tr>"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "no page",
        "<p>" * 5000,
        "<table>" + ROW * 3000 + "</table>",
        ("<div>" * 300 + "</div>" * 300) * 5,
        "<!--[if mso]><table><tr><td><![endif]-->" * 300 + ROW * 300,
        "<style>a > b {}</style>" + ROW * 500,
        "x" * 1_000_000,
        "<!-- <tr> left out --><p>" + "many words " * 20_000 + "</p>",
        "<style>" + "td > a { color: #333; padding: 0 4px }\n" * 1_000 + "</style>" + ROW * 100,
        PICTURE * 3,
        '<img alt="a > b">' + "<p>" + "many words " * 10_000,
    ],
    ids=range(12),
)
def test_what_people_send_is_sane(page):
    assert is_sane(page)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 1000,
        "<p**<!--a>" + "<td><div>" * 1000,
        "<b>x</p>" * 1000,
        "<font>" * 300 + "<p>x" * 5000,
        "<div><!--</div>-->" * 1000,
        '<div title="</div>">' * 1000,
        "<div><style></div></style>" * 1000,
        "<div><textarea></div></textarea>" * 1000,
        "<svg>" * 1000,
        "<a></b>" * 1000,
        "<x>" * 200_000,
        "<a " + "b=c " * 100_000 + ">",
        ("<p " + " ".join(map(str, range(24_000))) + ">x") * 3,
        "<p " + " ".join(f'a{number}=">"' for number in range(40_000)) + ">",
        "<p " + " ".join(f'a{number}="<"' for number in range(600)) + " a" * 40_000 + ">",
        "<p a='>'" + "".join(f" b{number} c{number} d='<i>'" for number in range(20_000)) + ">",
        "<i>x</i>" * 800
        + "<p "
        + "".join(
            " ".join(f"b{number}{one}" for one in range(40)) + " k='<style>x</style>' "
            for number in range(900)
        )
        + ">",
    ],
    ids=range(17),
)
def test_what_would_take_for_ever_is_not(page):
    assert not is_sane(page)
