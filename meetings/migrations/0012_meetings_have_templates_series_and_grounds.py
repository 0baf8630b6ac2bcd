"""A meeting may come from a template, stand in a series, or be convened on a level."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("alerts", "0009_how_many_answers_and_files_as_evidence"),
        ("meetings", "0011_extracts_of_earlier_protocols"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="convened_on",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="alerts.leveldecision",
                verbose_name="convened on a decision on a level",
            ),
        ),
        migrations.CreateModel(
            name="MeetingSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "every_months",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "every month"), (3, "every quarter"), (6, "every half-year")],
                        verbose_name="regularity",
                    ),
                ),
                ("planned_at", models.DateTimeField(verbose_name="planned")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.body",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "series of meetings",
                "verbose_name_plural": "series of meetings",
                "ordering": ["body", "-planned_at"],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="meetings.meetingseries",
                verbose_name="series",
            ),
        ),
        migrations.CreateModel(
            name="MeetingTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regular", "regular meeting"),
                            ("extraordinary", "extraordinary meeting"),
                            ("visiting", "visiting meeting"),
                            ("joint", "joint meeting"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("place_kk", models.CharField(max_length=200, verbose_name="place, Kazakh")),
                ("place_ru", models.CharField(max_length=200, verbose_name="place, Russian")),
                ("begins", models.TimeField(verbose_name="begins")),
                (
                    "length_minutes",
                    models.PositiveSmallIntegerField(verbose_name="length in minutes"),
                ),
                (
                    "materials_days",
                    models.PositiveSmallIntegerField(
                        verbose_name="materials are taken until, working days before"
                    ),
                ),
                (
                    "quorum_rule",
                    models.CharField(
                        choices=[
                            ("half", "half of the seats"),
                            ("two_thirds", "two thirds of the seats"),
                        ],
                        max_length=20,
                        verbose_name="quorum",
                    ),
                ),
                ("kept_at", models.DateTimeField(verbose_name="kept")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.body",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "template of a meeting",
                "verbose_name_plural": "templates of meetings",
                "ordering": ["body", "name"],
            },
        ),
        migrations.CreateModel(
            name="TemplateItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="order")),
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
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.meetingtemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of a template",
                "verbose_name_plural": "questions of templates",
                "ordering": ["template", "position"],
            },
        ),
        migrations.AddConstraint(
            model_name="meetingtemplate",
            constraint=models.UniqueConstraint(
                fields=("body", "name"), name="one_template_of_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="template_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="templateitem",
            constraint=models.UniqueConstraint(
                fields=("template", "position"), name="one_question_at_a_place_of_a_template"
            ),
        ),
    ]
