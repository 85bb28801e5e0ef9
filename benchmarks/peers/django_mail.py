# SPDX-License-Identifier: LicenseRef-Desk
"""django-post_office on SQLite (WAL, synchronous=FULL): queue, render, send, log. Arguments: FOLDER PORT MAILS."""

import json
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
warnings.filterwarnings("ignore")

import django  # noqa: E402 - from the peers' own environment
from django.conf import settings  # noqa: E402

from benchmarks.peers import message  # noqa: E402

BATCH = 500


def main() -> None:
    """Send everything and print how many a second."""
    folder, port, mails = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    _configure(folder, port)
    from django.core.management import call_command
    from post_office import mail
    from post_office.models import STATUS, Email, EmailTemplate, Log

    call_command("migrate", verbosity=0, run_syncdb=True)
    template = EmailTemplate.objects.create(
        name="order", subject=message.SUBJECT, content=message.TEXT, html_content=message.HTML
    )
    begun = time.perf_counter()
    for start in range(0, mails, BATCH):
        mail.send_many(
            {
                "recipients": [message.address(n)],
                "sender": "shop@desk.example",
                "template": template,
                "context": message.values(n),
                "render_on_delivery": True,
            }
            for n in range(start, min(start + BATCH, mails))
        )
    while Email.objects.exclude(status=STATUS.sent).exists():
        mail.send_queued(processes=1, log_level=2)
    seconds = time.perf_counter() - begun
    assert Log.objects.count() == mails
    sys.stdout.write(json.dumps({"mails_per_s": mails / seconds}) + "\n")


def _configure(folder: Path, port: int) -> None:
    pragmas = "pragma journal_mode=wal; pragma synchronous=full;"
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "post_office.db",
                "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
            }
        },
        INSTALLED_APPS=["post_office"],
        USE_TZ=True,
        SECRET_KEY="x",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        LOGGING_CONFIG=None,
        EMAIL_BACKEND="post_office.EmailBackend",
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates"},
            {
                "BACKEND": "post_office.template.backends.post_office.PostOfficeTemplates",
                "NAME": "post_office",
                "OPTIONS": {"context_processors": []},
            },
        ],
        POST_OFFICE={
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
            "BATCH_SIZE": BATCH,
            "THREADS_PER_PROCESS": 5,
            "LOG_LEVEL": 2,
            "CELERY_ENABLED": False,
            "MAX_RETRIES": 0,
        },
    )
    django.setup()


if __name__ == "__main__":
    main()
