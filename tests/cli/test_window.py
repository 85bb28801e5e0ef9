# SPDX-License-Identifier: LicenseRef-Desk
"""The window's own door: what it spares itself at the start, and when it cannot be shown."""

import argparse
import gc
import sys

import pytest
from shibokensupport import feature

from desk import config
from desk.cli import window
from desk.errors import Misconfigured


@pytest.fixture
def as_before(monkeypatch):
    monkeypatch.setattr(feature, "_mod_uses_pyside", feature._mod_uses_pyside)
    gc.enable()
    yield
    gc.disable()


@pytest.mark.usefixtures("as_before")
def test_at_the_start_nothing_is_collected_and_no_source_is_read():
    window.hurry()
    assert not gc.isenabled()
    assert feature._mod_uses_pyside(window) is False


@pytest.mark.usefixtures("as_before")
def test_another_pyside_without_that_part_is_no_trouble(monkeypatch):
    monkeypatch.delitem(sys.modules, "shibokensupport.feature")
    window.hurry()


def test_without_a_display_the_owner_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(window, "has_display", lambda: False)
    with pytest.raises(Misconfigured) as told:
        window.run(config.at(tmp_path), argparse.Namespace(sample=False))
    assert told.value.code == "no_display"
