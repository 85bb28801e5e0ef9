# SPDX-License-Identifier: LicenseRef-Desk
"""The window: shows what is and passes on wishes; it decides nothing."""
