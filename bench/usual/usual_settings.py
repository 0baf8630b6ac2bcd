"""The settings of the tests with django-post_office beside the product, for comparison alone."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "post_office"]
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["RELAY_PORT"])
EMAIL_USE_TLS = False
POST_OFFICE = {"BATCH_SIZE": 20_000, "LOG_LEVEL": 0, "THREADS_PER_PROCESS": 5}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
