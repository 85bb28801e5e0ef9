# SPDX-License-Identifier: LicenseRef-Desk
"""An HTTP server on loopback that answers as it is told, and remembers what it was asked."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    path: str
    headers: dict
    body: dict = field(default_factory=dict)


class AnsweringMachine:
    """`with AnsweringMachine(answer) as machine`; answer(asked) → (status, document or bytes)."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []
        machine = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked = Asked(
                    self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(raw or "{}")
                )
                machine.asked.append(asked)
                status, said = machine.answer(asked)
                body = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def address(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def libre(words=None, language="fr"):
    """Answer as LibreTranslate does; words: text → its translation, else in capitals."""

    def answer(asked):
        texts = asked.body["q"]
        said = [(words or {}).get(text, text.upper()) for text in texts]
        return 200, {
            "translatedText": said,
            "detectedLanguage": [{"confidence": 90, "language": language}] * len(said),
        }

    return answer


def deepl(asked):
    """Answer as DeepL does: everything in capitals."""
    return 200, {
        "translations": [
            {"detected_source_language": "FR", "text": text.upper()} for text in asked.body["text"]
        ]
    }
