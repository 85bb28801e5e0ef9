# SPDX-License-Identifier: LicenseRef-Desk
"""Measurements of Desk beside its peers, in one run on one machine; `make bench NAME=…`."""
