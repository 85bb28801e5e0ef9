# SPDX-License-Identifier: LicenseRef-Desk
"""A server that answers as it is told, and remembers every byte that it heard."""

import contextlib
import socket
import threading
import time


class Scripted:
    """answers: word of a command (LOGIN, SELECT …) → lines, with {tag}; None says nothing; "cut" hangs up.

    greeting: its first line. context: for TLS, at once or after STARTTLS. injected: clear text sent with the OK of
    STARTTLS. drip_s: seconds between single bytes.
    """

    host = "127.0.0.1"

    def __init__(
        self, answers=None, *, greeting=b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hello\r\n", **how
    ):
        self.answers = {"CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n{tag} OK done\r\n"}
        self.answers.update(answers or {})
        self.greeting = greeting
        self.context = how.get("context")
        self.is_tls = how.get("is_tls", False)
        self.injected = how.get("injected", b"")
        self.drip_s = how.get("drip_s", 0)
        self.heard = bytearray()
        self._listener = socket.create_server((self.host, 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def settings(self, **others):
        quick = {"connect_s": 2, "stall_s": 0.5, "command_s": 1}
        return {
            "host": self.host,
            "port": self.port,
            "security": "none",
            "username": "zoe",
            **quick,
            **others,
        }

    def _serve(self):
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self._line_now = line
            with contextlib.suppress(OSError):
                self._talk(line)
            self._line_now.close()

    def _encrypted(self, line):
        """Go on encrypted; what the handshake leaves open is closed with it."""
        self._line_now = self.context.wrap_socket(line, server_side=True, do_handshake_on_connect=False)
        self._line_now.do_handshake()
        return self._line_now

    def _talk(self, line):
        if self.is_tls:
            line = self._encrypted(line)
        self._say(line, self.greeting)
        while text := self._line(line):
            tag, _, rest = text.decode("latin-1").partition(" ")
            word = rest.strip().partition(" ")[0].upper()
            if not word:  # an empty answer to a question
                continue
            answer = self.answers.get(word, "{tag} OK done\r\n")
            if word == "STARTTLS":
                line.sendall(f"{tag} OK go\r\n".encode() + self.injected)
                line = self._encrypted(line)
            elif answer == "cut":
                return
            elif answer is not None:
                self._say(line, answer.replace("{tag}", tag).encode())

    def _line(self, line):
        text = b""
        while not text.endswith(b"\n"):
            byte = line.recv(1)
            if not byte:
                return b""
            text += byte
        self.heard += text
        return text

    def _say(self, line, data):
        if not self.drip_s:
            line.sendall(data)
            return
        for at in range(len(data)):
            line.sendall(data[at : at + 1])
            time.sleep(self.drip_s)
