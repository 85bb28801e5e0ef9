# SPDX-License-Identifier: LicenseRef-Desk
"""Asks notmuch's library for the newest 50 messages of each query on standard input; prints milliseconds.

Run by the system's Python, which has the library: notmuch_search.py DATABASE REPETITIONS < queries.json
"""

import json
import sys
import time

import notmuch2

queries = json.load(sys.stdin)
database = notmuch2.Database(sys.argv[1])
found = []
for _ in range(int(sys.argv[2])):
    for query in queries:
        begun = time.perf_counter()
        for number, message in enumerate(database.messages(query, sort=database.SORT.NEWEST_FIRST), 1):
            message.header("subject"), message.header("from"), message.date
            if number == 50:
                break
        found.append((time.perf_counter() - begun) * 1000)
print(json.dumps(found))
