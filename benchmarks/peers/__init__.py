# SPDX-License-Identifier: LicenseRef-Desk
"""Off-the-shelf engines that do the same job, each a program of its own that prints one JSON line."""
