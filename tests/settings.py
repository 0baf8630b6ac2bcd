"""Settings for the tests: the same product on a throw-away database, with quick passwords."""

import os

os.environ["SECRET_KEY"] = "tests only"
os.environ["DATABASE_URL"] = os.environ.get(
    "TEST_DATABASE_URL", "postgres://centre@127.0.0.1:1/centre"
)
# Processes that test side by side (gw0, gw1, …) share one Redis, each in a database of its own.
_redis = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:1/0")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
os.environ["REDIS_URL"] = f"{_redis.rpartition('/')[0]}/{int(_worker) + 1}" if _worker else _redis
os.environ["PLAIN_HTTP"] = "1"
os.environ["DEMONSTRATION"] = ""
os.environ["PUBLIC_PAGE"] = "1"
for variable in [name for name in os.environ if name.startswith("DJANGO_")]:
    if variable != "DJANGO_SETTINGS_MODULE":
        del os.environ[variable]

from centre.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
MIDDLEWARE = [one for one in MIDDLEWARE if "whitenoise" not in one]  # noqa: F405
