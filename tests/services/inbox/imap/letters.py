# SPDX-License-Identifier: LicenseRef-Desk
"""Small mails by number."""


def raw(number):
    return f"Message-ID: <{number}@x.example>\r\nSubject: {number}\r\n\r\n{'é' * number}\r\n".encode()
