"""Settings of the site; every value that differs between places is read from the environment."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import fontpkg_onest
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent


def text(name: str, default: str | None = None) -> str:
    """Read a text, or the content of the file that NAME_FILE points to (secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE in the environment.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Read a yes or no: 1, true, yes and on are yes."""
    value = os.environ.get(name, "")
    return value.lower() in ("1", "true", "yes", "on") if value else default


def number(name: str, default: int) -> int:
    """Read a whole number."""
    return int(os.environ.get(name) or default)


def database(url: str) -> dict[str, Any]:
    """Turn postgres://user:password@host:port/name?host=/socket into Django's form."""
    parts = urlsplit(url)
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


# Core
SECRET_KEY = text("SECRET_KEY")
DEBUG = flag("DEBUG", default=False)
ALLOWED_HOSTS = text("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DEMONSTRATION = flag("DEMONSTRATION", default=False)
INSTANCE_DOMAIN = text("INSTANCE_DOMAIN", "centre.invalid")
PUBLIC_ADDRESS = text("PUBLIC_ADDRESS", "http://127.0.0.1:8000")
TRUSTED_PROXIES = text("TRUSTED_PROXIES", "127.0.0.1").split()

INSTALLED_APPS = [
    "centre",
    "meetings",
    "alerts",
    "plans",
    "notices",
    "agencies",
    "audit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "guardian",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "centre.middleware.keep_the_public_side_impersonal",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "centre.middleware.ask_once_while_reading",
    "centre.middleware.speak_the_readers_language",
    "centre.middleware.refuse_what_no_text_holds",
    "centre.middleware.know_fragments_from_pages",
    "centre.middleware.keep_pages_private",
    "centre.middleware.say_what_only_a_button_sends",
    "centre.middleware.KeepWhatWasTyped",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "centre.middleware.KeepOutWhoHoldsNoPost",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "centre.urls"
WSGI_APPLICATION = "centre.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "centre.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database, cache, broker
DATABASES = {"default": database(text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = text("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}

# People and sign-in
AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ANONYMOUS_USER_NAME = None
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/sign-in/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "centre.adapters.AccountAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts failures: one sentence, one place
MFA_ADAPTER = "centre.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp"]
AXES_FAILURE_LIMIT = number("SIGN_IN_FAILURE_LIMIT", 8)
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "email"  # as the sign-in package names it, not the form
AXES_SENSITIVE_PARAMETERS = ["password"]
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "centre.views.account.locked_out"
SESSION_COOKIE_AGE = number("SESSION_SECONDS", 12 * 3600)

# Languages, dates
LANGUAGE_CODE = "en"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Almaty"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["agencies.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = text("STATIC_ROOT", str(BASE_DIR / ".run" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", fontpkg_onest.ROOT / "files")]
STATICFILES_STORAGE_KIND = text(
    "STATICFILES_STORAGE", "whitenoise.storage.CompressedStaticFilesStorage"
)
MEDIA_ROOT = text("MEDIA_ROOT", str(BASE_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE_KIND},
}
UPLOAD_LIMIT_BYTES = number("UPLOAD_LIMIT_BYTES", 20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Headers
PLAIN_HTTP = flag("PLAIN_HTTP", default=False)
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SESSION_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# Mail relay and notices
RELAY_HOST = text("RELAY_HOST", "localhost")
RELAY_PORT = number("RELAY_PORT", 2525)
RELAY_USER = text("RELAY_USER", "")
RELAY_PASSWORD = text("RELAY_PASSWORD", "")
RELAY_TLS = flag("RELAY_TLS", default=False)
EMAIL_HOST, EMAIL_PORT = RELAY_HOST, RELAY_PORT
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = RELAY_USER, RELAY_PASSWORD, RELAY_TLS
EMAIL_TIMEOUT = 10
RELAY_CONNECTIONS = number("RELAY_CONNECTIONS", 2)
NOTICES_SENDER = text("NOTICES_SENDER", f"centre@{INSTANCE_DOMAIN}")
SMS_GATEWAY_URL = text("SMS_GATEWAY_URL", "")
SMS_GATEWAY_TOKEN = text("SMS_GATEWAY_TOKEN", "")
SMS_SENDER = text("SMS_SENDER", "ATC")
SMS_CONNECTIONS = number("SMS_CONNECTIONS", 20)
SMS_PER_SECOND = number("SMS_PER_SECOND", 100)
SMS_LONGEST_SEGMENTS = number("SMS_LONGEST_SEGMENTS", 5)
WEBHOOK_CONNECTIONS = number("WEBHOOK_CONNECTIONS", 50)
WEBHOOK_STAND_IN = text("WEBHOOK_STAND_IN", "") if DEMONSTRATION else ""
WEBHOOK_PRIVATE_HOSTS = text("WEBHOOK_PRIVATE_HOSTS", "").split()
WEBHOOK_FORMER_KEY_HOURS = number("WEBHOOK_FORMER_KEY_HOURS", 24)
JOURNAL_FOLDER = text("JOURNAL_FOLDER", str(BASE_DIR / ".run" / "journal"))
CATCHER_FOLDER = text("CATCHER_FOLDER", str(BASE_DIR / ".run" / "mail"))
CATCHER_SMTP_PORT = number("CATCHER_SMTP_PORT", 2525)
CATCHER_HTTP_PORT = number("CATCHER_HTTP_PORT", 8025)
CATCHER_DELAY_MS = number("CATCHER_DELAY_MS", 0)
CANARY = {
    "email": text("CANARY_EMAIL", f"canary@{INSTANCE_DOMAIN}" if DEMONSTRATION else ""),
    "sms": text("CANARY_SMS", "+70000000000" if DEMONSTRATION else ""),
    "webhook": text("CANARY_WEBHOOK", "https://canary.invalid/" if DEMONSTRATION else ""),
}
DELIVERY_NORM_SECONDS = {
    "alerts": number("DELIVERY_NORM_ALERTS", 120),
    "default": number("DELIVERY_NORM_DEFAULT", 1800),
}
HEARTBEAT_URL = text("HEARTBEAT_URL", "").rstrip("/")
RECORD_ANCHORS = text("RECORD_ANCHORS", str(BASE_DIR / ".run" / "record_anchors.jsonl"))

# Workers
CELERY_BROKER_URL = REDIS_URL
WORKERS = number("WORKERS", 2)
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "seal the record": {"task": "audit.tasks.seal_record", "schedule": 10.0},
    "sweep deliveries": {
        "task": "notices.tasks.sweep_deliveries",
        "schedule": 5.0,
        "options": {"queue": "alerts"},
    },
    "audit deliveries": {
        "task": "notices.tasks.audit_deliveries",
        "schedule": 60.0,
        "options": {"queue": "alerts"},
    },
    "make digests": {"task": "notices.tasks.make_digests", "schedule": 30.0},
    "prove channels": {
        "task": "notices.tasks.prove_channels",
        "schedule": crontab(hour=str(number("CANARY_HOUR_UTC", 3)), minute="7"),
    },
    "check progress": {
        "task": "alerts.tasks.check_progress",
        "schedule": 60.0,
        "options": {"queue": "alerts"},
    },
    "tell of gaps in rosters": {"task": "alerts.tasks.tell_of_gaps", "schedule": 600.0},
    "remind of ends of terms": {
        "task": "alerts.tasks.remind_of_ends",
        "schedule": 60.0,
        "options": {"queue": "alerts"},
    },
    "remind of terms of tasks": {"task": "plans.tasks.remind_of_terms", "schedule": 600.0},
    "send weekly digests": {"task": "plans.tasks.send_digests", "schedule": 600.0},
    "remind of situation reports": {
        "task": "alerts.tasks.remind_of_reports",
        "schedule": 60.0,
        "options": {"queue": "alerts"},
    },
}
if DEMONSTRATION:
    CELERY_BEAT_SCHEDULE["answer for invented people"] = {
        "task": "centre.tasks.answer_for_the_invented",
        "schedule": 7.0,
    }

# Norms of the institution: defaults, each with its ground in docs/settings.md
ANSWER_NORM_MINUTES = {
    "red": number("ANSWER_NORM_RED", 15),
    "orange": number("ANSWER_NORM_ORANGE", 30),
    "yellow": number("ANSWER_NORM_YELLOW", 60),
}
CORRECTION_MINUTES = number("CORRECTION_MINUTES", 30)
REVIEW_HOURS = number("REVIEW_HOURS", 72)
APPROVAL_SECOND_FACTOR = flag("APPROVAL_SECOND_FACTOR", default=False) and not DEMONSTRATION
SITUATION_REPORT_HOURS = {
    "red": number("SITUATION_REPORT_HOURS_RED", 3),
    "orange": number("SITUATION_REPORT_HOURS_ORANGE", 12),
}
CALL_LEASE_MINUTES = number("CALL_LEASE_MINUTES", 5)
CALL_AGAIN_MINUTES = number("CALL_AGAIN_MINUTES", 10)
TERM_REMINDER_DAYS = [int(one) for one in text("TERM_REMINDER_DAYS", "5 2 1").split()]
TERM_REMINDER_HOURS = [int(one) for one in text("TERM_REMINDER_HOURS", "24 2").split()]
TERM_REMINDER_HOUR = number("TERM_REMINDER_HOUR", 9)
PUBLIC_PAGE = flag("PUBLIC_PAGE", default=DEMONSTRATION)
PUBLIC_RECORD = flag("PUBLIC_RECORD", default=False)
LADDERS = {
    "red": text("LADDER_RED", "0:everyone:every 5:everyone:every 10:everyone:every"),
    "orange": text("LADDER_ORANGE", "0:heads:every 10:everyone:every 20:everyone:every"),
    "yellow": text("LADDER_YELLOW", "0:duty:first 30:heads:every 60:everyone:every"),
}
ANSWERS_NEEDED = text("ANSWERS_NEEDED", "all")
PROGRESS_MINUTES = {
    "red": number("PROGRESS_RED", 60),
    "orange": number("PROGRESS_ORANGE", 180),
    "yellow": number("PROGRESS_YELLOW", 720),
}
LAPSE_MINUTES = {
    "red": number("LAPSE_RED", 15),
    "orange": number("LAPSE_ORANGE", 30),
    "yellow": number("LAPSE_YELLOW", 60),
}
QUORUM = text("QUORUM", "half")
FIGURES_KEPT_SECONDS = number("FIGURES_KEPT_SECONDS", 60)
LEAST_TERM_WORKING_DAYS = number("LEAST_TERM_WORKING_DAYS", 2)
INNER_TERM_WORKING_DAYS = number("INNER_TERM_WORKING_DAYS", 5)
TASK_REMINDERS = text(
    "TASK_REMINDERS", "-10:liaison -3:liaison 2:liaison 7:fallback 14:head 28:secretariat"
)
TASK_REMINDER_REST_DAYS = number("TASK_REMINDER_REST_DAYS", 5)
TASK_REMINDER_HOUR = number("TASK_REMINDER_HOUR", 9)
DIGEST_WEEKDAYS = {
    "liaison": number("DIGEST_WEEKDAY_LIAISON", 0),
    "secretariat": number("DIGEST_WEEKDAY_SECRETARIAT", 0),
    "head": number("DIGEST_WEEKDAY_HEAD", 4),
}
STALE_DAYS = number("STALE_DAYS", 14)
MATERIALS_WORKING_DAYS = number("MATERIALS_WORKING_DAYS", 3)
MEETINGS_FROM_HOUR = number("MEETINGS_FROM_HOUR", 9)
MEETINGS_UNTIL_HOUR = number("MEETINGS_UNTIL_HOUR", 17)
MEETINGS_OF_BODIES_UNTIL_HOUR = number("MEETINGS_OF_BODIES_UNTIL_HOUR", 13)
REMARKS_WORKING_DAYS = number("REMARKS_WORKING_DAYS", 2)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "WARNING")},
    # A refusal is an answer, not a fault: its traceback would only hide the faults.
    "loggers": {"django.request": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
LANGUAGE_COOKIE_NAME = "language"
SITE_NAME = _("Antiterrorist Centre: coordination")
