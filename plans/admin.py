"""Reference data of this room, for reading: the calendar and the forms of completion."""

from django.contrib import admin
from django.http import HttpRequest

from plans.models import FormOfCompletion, WorkingDayException


class ReferenceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # one admin for several models
    """Shows reference rows; they come from load_reference and change through actions alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows come from the files of the project."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: what was once used stays."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: a row changes only through an action."""
        return False


@admin.register(WorkingDayException)
class WorkingDayExceptionAdmin(ReferenceAdmin):
    """The days that break the rule of the week, each with its source."""

    list_display = ["day", "is_working", "name_ru", "confidence", "source"]
    list_filter = ["is_working", "confidence"]
    search_fields = ["name_kk", "name_ru", "name_en"]


@admin.register(FormOfCompletion)
class FormOfCompletionAdmin(ReferenceAdmin):
    """The vocabulary of forms of completion."""

    list_display = ["order", "code", "name_kk", "name_ru", "name_en", "requires_document"]
    search_fields = ["code", "name_kk", "name_ru", "name_en"]
