# SPDX-License-Identifier: LicenseRef-Desk
"""Starts Desk: `python -m desk`."""

import multiprocessing
import sys

from desk.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # the rendering workers of a packaged Desk start here
    sys.exit(main())
