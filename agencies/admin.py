"""Reference data for those who keep it: read and corrected, never the people's rights."""

from django.contrib import admin
from django.http import HttpRequest

from agencies.models import Body, Territory, TerritoryName


class ReferenceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # one admin for several models
    """Shows reference rows; nothing is added or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows come from load_reference and from actions."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: what was once used stays."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: a domain row changes only through an action."""
        return False


@admin.register(Territory)
class TerritoryAdmin(ReferenceAdmin):
    """The land."""

    list_display = ["code", "kind", "name_kk", "name_ru", "name_en", "valid_from", "valid_to"]
    list_filter = ["kind"]
    search_fields = ["code", "name_kk", "name_ru", "name_en"]


@admin.register(TerritoryName)
class TerritoryNameAdmin(ReferenceAdmin):
    """Names of the past."""

    list_display = ["territory", "name_ru", "valid_from", "valid_to"]


@admin.register(Body)
class BodyAdmin(ReferenceAdmin):
    """The roster."""

    list_display = ["code", "kind", "name_ru", "territory", "valid_from", "valid_to", "successor"]
    list_filter = ["kind"]
    search_fields = ["code", "name_kk", "name_ru", "name_en"]
