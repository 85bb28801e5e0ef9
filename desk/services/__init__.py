# SPDX-License-Identifier: LicenseRef-Desk
"""What Desk does: thinks, keeps, runs; no window here."""
