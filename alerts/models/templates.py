"""The wording of official texts: one version after another, each kept as it was adopted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User


class TextTemplate(models.Model):
    """One version of one piece of the official texts in one language; it never changes."""

    class Piece(models.TextChoices):
        SET = "set", _("a level is set")
        RAISE = "raise", _("a level is raised")
        LOWER = "lower", _("a level is lowered")
        EXTEND = "extend", _("a term is extended")
        CANCEL = "cancel", _("a level is cancelled")
        CANCEL_PART = "cancel_part", _("a territory is taken out")
        KEEP = "keep", _("a level is confirmed")
        CORRECT = "correct", _("a notice is corrected")
        GROUND = "ground", _("who decided, and by which decree")
        CLOSING = "closing", _("the closing sentence")
        YELLOW = "yellow", _("the words for yellow inside a sentence")
        ORANGE = "orange", _("the words for orange inside a sentence")
        RED = "red", _("the words for red inside a sentence")

    piece = models.CharField(_("piece"), max_length=12, choices=Piece.choices)
    language = models.CharField(_("language"), max_length=2, choices=User.Language.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    words = models.TextField(_("words"))
    reason = models.CharField(_("why"), max_length=300, blank=True)
    adopted_at = models.DateTimeField(_("adopted"))
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    adopted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["piece", "language", "-version"]
        verbose_name = _("wording of official texts")
        verbose_name_plural = _("wordings of official texts")
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "language", "version"], name="text_template_version_once"
            ),
            models.CheckConstraint(
                condition=~Q(words="") & Q(version__gte=1), name="text_template_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_piece_display()} ({self.language}) {self.version}"
