"""Bodies propose questions with papers; a question may be closed, and an extract of it too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("meetings", "0008_materials_have_versions_and_receipts"),
        ("plans", "0021_a_closed_period_is_not_emptied"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="is_closed",
            field=models.BooleanField(default=False, verbose_name="closed question"),
        ),
        migrations.AddField(
            model_name="extract",
            name="is_closed",
            field=models.BooleanField(
                default=False, verbose_name="holds points on closed questions"
            ),
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("title_kk", models.TextField(verbose_name="question, Kazakh")),
                ("title_ru", models.TextField(verbose_name="question, Russian")),
                (
                    "speaker_kk",
                    models.CharField(blank=True, max_length=300, verbose_name="speaker, Kazakh"),
                ),
                (
                    "speaker_ru",
                    models.CharField(blank=True, max_length=300, verbose_name="speaker, Russian"),
                ),
                (
                    "minutes_allotted",
                    models.PositiveSmallIntegerField(default=15, verbose_name="minutes allotted"),
                ),
                (
                    "draft_decision_kk",
                    models.TextField(blank=True, verbose_name="draft decision, Kazakh"),
                ),
                (
                    "draft_decision_ru",
                    models.TextField(blank=True, verbose_name="draft decision, Russian"),
                ),
                ("is_closed", models.BooleanField(default=False, verbose_name="closed question")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaited", "before the secretariat"),
                            ("postponed", "postponed"),
                            ("taken", "on an agenda"),
                            ("returned", "returned"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="awaited",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.body",
                        verbose_name="who proposes",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.body",
                        verbose_name="to whom",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed question",
                "verbose_name_plural": "proposed questions",
                "ordering": ["-proposed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ProposalPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "material",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.material",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="meetings.proposal",
                    ),
                ),
                (
                    "stored_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper with a proposal",
                "verbose_name_plural": "papers with proposals",
                "ordering": ["proposal", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title_kk", ""), _negated=True),
                    models.Q(("title_ru", ""), _negated=True),
                ),
                name="proposal_is_named_in_kk_and_ru",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item__isnull", False), ("state", "taken")),
                    models.Q(models.Q(("state", "taken"), _negated=True), ("item__isnull", True)),
                    _connector="OR",
                ),
                name="taken_proposal_has_its_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["postponed", "returned"]), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="refused_proposal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalpaper",
            constraint=models.UniqueConstraint(
                fields=("proposal", "title", "stored_file"), name="one_paper_with_a_proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("name", ""), _negated=True)
                ),
                name="paper_has_title_and_name",
            ),
        ),
    ]
