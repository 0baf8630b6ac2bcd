"""Queue messages with django-post_office and send them with two processes; prints when it began.

Arguments: the file with the words (JSON: subject, plain, page) and the number of recipients.
"""

import json
import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command
from django.db import connections
from post_office import mail


def main() -> None:
    """Write the rows, then measure the sending alone: waking up is not counted against it."""
    words = json.loads(Path(sys.argv[1]).read_text())
    call_command("migrate", "post_office", verbosity=0, interactive=False)
    mail.send_many(
        {
            "sender": "centre@centre.invalid",
            "recipients": [f"p{n}@example.invalid"],
            "subject": words["subject"],
            "message": words["plain"],
            "html_message": words["page"],
        }
        for n in range(int(sys.argv[2]))
    )
    connections.close_all()
    print(time.monotonic(), flush=True)
    mail.send_queued(processes=2, log_level=0)


if __name__ == "__main__":
    main()
