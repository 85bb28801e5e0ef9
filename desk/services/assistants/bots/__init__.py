# SPDX-License-Identifier: LicenseRef-Desk
"""Bots: who may be answered without a person, what with, and the worker that does it."""
