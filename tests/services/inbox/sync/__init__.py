# SPDX-License-Identifier: LicenseRef-Desk
"""Tests of the syncing, against real servers."""
