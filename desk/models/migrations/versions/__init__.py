# SPDX-License-Identifier: LicenseRef-Desk
"""The steps of the history, oldest first by number."""
