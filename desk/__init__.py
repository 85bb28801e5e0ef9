# SPDX-License-Identifier: LicenseRef-Desk
"""Desk: the communications back office of a small shop."""

__version__ = "0.1.0"
