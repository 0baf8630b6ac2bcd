"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Tells Django about the audit app."""

    name = "audit"
    verbose_name = "The record"
