# SPDX-License-Identifier: LicenseRef-Desk
from datetime import timedelta

from desk.cli.demo import story


def test_everybody_expected_is_a_guest():
    assert {one.guest for one in story.EXPECTED} <= set(story.GUESTS)
    assert {guest for guest, _ in story.HELD_AT_NIGHT} <= set(story.GUESTS)


def test_the_faults_are_about_guests():
    addresses = {point.address for guest in story.GUESTS.values() for point in guest.draft.points}
    assert {fault.address for fault in story.FAULTS} <= addresses


def test_the_day_goes_forward():
    assert story.TUESDAY < story.EVENING < story.MORNING < story.END
    assert story.END < story.MOVED
    assert timedelta(days=1) <= story.MOVED - story.MORNING


def test_every_reason_of_a_line_is_told():
    assert all(one.why for one in story.EXPECTED)
