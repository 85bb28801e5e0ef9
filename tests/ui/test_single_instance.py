# SPDX-License-Identifier: LicenseRef-Desk
"""One window for a data folder."""

from desk.ui.single_instance import SingleInstance, server_name


def test_a_second_start_brings_the_first_to_the_front(qtbot, tmp_path):
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.raise_requested):
        assert not second.claim()
    first.release()
    assert second.claim()
    second.release()
    second.release()


def test_each_data_folder_has_a_window_of_its_own(tmp_path):
    one, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()
    assert server_name(tmp_path) == server_name(tmp_path)
    assert server_name(tmp_path / "a") != server_name(tmp_path / "b")
