# SPDX-License-Identifier: LicenseRef-Desk
"""Passwords come from files of their own; what a payload may be is told by `desk event`."""

import pytest

from desk.cli.files import read_object, read_password
from desk.errors import Refused


def code_of(call, *arguments):
    with pytest.raises(Refused) as refused:
        call(*arguments)
    return refused.value.problems[0].code


def test_a_password_is_the_first_line_with_its_spaces(tmp_path):
    file = tmp_path / "password"
    file.write_bytes("\ufeff correct horse \r\nsecond\n".encode())
    assert read_password(str(file)) == " correct horse "


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "file_empty"), (b"\n\n", "file_empty"), (b"\xff\xfe\x00", "file_not_utf8")]
)
def test_a_file_without_a_password_is_refused(tmp_path, content, code):
    file = tmp_path / "password"
    file.write_bytes(content)
    assert code_of(read_password, str(file)) == code


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert code_of(read_password, str(tmp_path / "nowhere")) == "file_unreadable"
    assert code_of(read_object, str(tmp_path / "nowhere"), 100) == "file_unreadable"


def test_more_than_is_wanted_is_refused(tmp_path):
    file = tmp_path / "long.json"
    file.write_text('{"word": "' + "x" * 200 + '"}')
    assert read_object(str(file), 300)["word"]
    assert code_of(read_object, str(file), 100) == "too_long"
