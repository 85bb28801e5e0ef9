# SPDX-License-Identifier: LicenseRef-Desk
"""What the benchmarks stand on: reports, servers, large shops."""
