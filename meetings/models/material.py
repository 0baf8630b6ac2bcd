"""Papers for a question of the agenda, who opened them, and who let a late one in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AgendaItem


class Material(models.Model):
    """One version of one paper for a question; a later version stands beside the earlier."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    version = models.PositiveSmallIntegerField(_("version"))
    stored_file = models.ForeignKey("plans.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(_("name of the file"), max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))
    admitted = models.ForeignKey(
        "meetings.LateAdmission",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("let in late"),
    )

    class Meta:
        ordering = ["item", "title", "version"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "title", "version"], name="one_material_of_a_version"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(name=""), name="material_has_title_and_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"

    @property
    def short_checksum(self) -> str:
        """Return the first letters of the checksum of the file."""
        return self.stored_file.sha256[:12]


class LateAdmission(models.Model):
    """The chair's permission to bring materials on a question after the limit, with its ground."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="late_admission")
    allowed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    allowed_at = models.DateTimeField(_("allowed"))
    reason = models.TextField(_("ground"))

    class Meta:
        ordering = ["item"]
        verbose_name = _("permission for late materials")
        verbose_name_plural = _("permissions for late materials")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="late_admission_has_a_ground"),
        ]

    def __str__(self) -> str:
        return str(self.item)


class MaterialReceipt(models.Model):
    """The first opening of a material by anybody of a body."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="receipts")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        ordering = ["material", "opened_at", "pk"]
        verbose_name = _("opening of a material")
        verbose_name_plural = _("openings of materials")
        constraints = [
            models.UniqueConstraint(fields=["material", "body"], name="one_receipt_of_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.material}: {self.body}"
