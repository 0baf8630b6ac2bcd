"""The usual way: one Celery task for each recipient, with its own connection and its own row."""

import os

import django
from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation

from notices.models import Delivery

app = Celery("one_task_each", broker=settings.REDIS_URL)
app.conf.update(task_ignore_result=True, task_acks_late=True, task_default_queue="usual",
                worker_prefetch_multiplier=1)  # fmt: skip


@app.task(name="send_one")
def send_one(pk: int) -> None:
    """Read the row, write the letter, open a connection, send, save."""
    delivery = Delivery.objects.select_related("notice", "person").get(pk=pk)
    words = {one.language: one for one in delivery.notice.wordings.all()}
    order = dict.fromkeys([delivery.language, "kk", "ru"])
    context = {
        "sections": [{"language": code, "text": words[code]} for code in order],
        "notice": delivery.notice,
        "language": delivery.language,
        "thing": f"{settings.PUBLIC_ADDRESS}{delivery.notice.thing_path}",
    }
    with translation.override(delivery.language):
        letter = EmailMultiAlternatives(
            words[delivery.language].subject,
            render_to_string("notices/mail/letter.txt", context),
            settings.NOTICES_SENDER,
            [delivery.address],
            headers={"Message-ID": delivery.message_id},
            connection=get_connection(
                "django.core.mail.backends.smtp.EmailBackend",
                host=settings.RELAY_HOST,
                port=settings.RELAY_PORT,
            ),
        )
        letter.attach_alternative(
            render_to_string("notices/mail/letter.html", context), "text/html"
        )
        letter.send()
    delivery.state, delivery.sent_at, delivery.words = "sent", timezone.now(), "250"
    delivery.attempts += 1
    delivery.save()
