# SPDX-License-Identifier: LicenseRef-Desk
"""Tests of the way to a mail server."""
