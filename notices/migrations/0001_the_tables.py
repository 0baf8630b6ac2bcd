"""The tables of notices, as their models describe them (docs/adr/0064).

Two of the replaced migrations also moved rows: `0005_batches_are_alike` cut the batches of its
day anew, `0006_batches_know_their_size` counted them. An empty database has none.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.migrations._at_once import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0003_ladders_and_mutes"),
        ("notices", "0006_batches_know_their_size"),
        ("notices", "0007_systems_sms_and_what_stands_still"),
        ("notices", "0008_quiet_hours_and_digests"),
        ("notices", "0009_an_invitation_carries_a_calendar"),
    ]

    dependencies = [
        ("agencies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="systems",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("email", "e-mail"),
                                    ("sms", "SMS"),
                                    ("webhook", "system of an organisation"),
                                    ("phone", "telephone"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        ("address", models.CharField(max_length=254, verbose_name="address")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=1, verbose_name="order"),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                        (
                            "code_sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="code sent"),
                        ),
                        ("wrong_codes", models.PositiveSmallIntegerField(default=0)),
                        (
                            "verified_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="address verified"
                            ),
                        ),
                        (
                            "broken_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="does not work since"
                            ),
                        ),
                        (
                            "broken_words",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what the provider said"
                            ),
                        ),
                        (
                            "removed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="removed"),
                        ),
                    ],
                    options={
                        "verbose_name": "contact",
                        "verbose_name_plural": "contacts",
                        "ordering": ["person", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("person", "channel", "address"),
                                name="contact_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("body__isnull", False), ("removed_at__isnull", True)
                                ),
                                fields=("body", "address"),
                                name="system_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("address", ""), _negated=True),
                                name="contact_has_an_address",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("body__isnull", False),
                                        ("channel", "webhook"),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("channel", "webhook"), _negated=True),
                                        ("body__isnull", True),
                                        ("person__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="contact_of_a_person_or_a_system",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SystemKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "system",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="key",
                                to="notices.contact",
                            ),
                        ),
                        ("nonce", models.CharField(max_length=32)),
                        ("former_nonce", models.CharField(blank=True, max_length=32)),
                        (
                            "former_until",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="former key until"
                            ),
                        ),
                        ("changed_at", models.DateTimeField(verbose_name="key changed")),
                    ],
                    options={
                        "verbose_name": "key of a system",
                        "verbose_name_plural": "keys of systems",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("former_nonce", ""),
                                    ("former_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="former_key_has_an_end",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("level", "level of threat"),
                                    ("meeting", "meeting"),
                                    ("task", "task"),
                                    ("report", "report"),
                                    ("duty", "duty"),
                                    ("contact", "contact"),
                                    ("digest", "digest"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    (
                                        "correction",
                                        "every channel at once, before everything else",
                                    ),
                                    ("immediate", "every channel at once"),
                                    ("ordinary", "first channel"),
                                ],
                                max_length=10,
                                verbose_name="urgency",
                            ),
                        ),
                        (
                            "thing_path",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="address of the thing"
                            ),
                        ),
                        (
                            "norm",
                            models.DurationField(
                                blank=True, null=True, verbose_name="time to answer"
                            ),
                        ),
                        (
                            "is_exercise",
                            models.BooleanField(default=False, verbose_name="exercise"),
                        ),
                        ("issued_at", models.DateTimeField(verbose_name="time of issue")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued_notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "issuing_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued_notices",
                                to="agencies.body",
                            ),
                        ),
                        ("answer_purpose", models.CharField(blank=True, max_length=20)),
                        ("answer_path", models.CharField(blank=True, max_length=200)),
                        (
                            "answer_until",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="links are valid until"
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="no longer asked since"
                            ),
                        ),
                        (
                            "progress_norm",
                            models.DurationField(
                                blank=True, null=True, verbose_name="time to note progress"
                            ),
                        ),
                        (
                            "lapse_norm",
                            models.DurationField(
                                blank=True, null=True, verbose_name="time to heed the reminder"
                            ),
                        ),
                        (
                            "answers_needed",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="answers needed"
                            ),
                        ),
                        (
                            "heeds_mutes",
                            models.BooleanField(default=False, verbose_name="heeds mutes"),
                        ),
                    ],
                    options={
                        "verbose_name": "notice",
                        "verbose_name_plural": "notices",
                        "ordering": ["-issued_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer_purpose", ""),
                                    models.Q(
                                        ("answer_until__isnull", False),
                                        ("answer_path__contains", "{token}"),
                                    ),
                                    _connector="OR",
                                ),
                                name="answer_link_has_path_and_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at__isnull", True),
                                    ("closed_at__gte", models.F("issued_at")),
                                    _connector="OR",
                                ),
                                name="notice_closes_after_issue",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeWording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wordings",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("subject", models.CharField(max_length=300, verbose_name="subject")),
                        ("body", models.TextField(verbose_name="text")),
                        ("act", models.TextField(blank=True, verbose_name="what is asked")),
                        ("calendar", models.TextField(blank=True, verbose_name="calendar object")),
                    ],
                    options={
                        "verbose_name": "wording of a notice",
                        "verbose_name_plural": "wordings of notices",
                        "ordering": ["notice", "language"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "language"), name="wording_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("subject", ""), _negated=True),
                                    models.Q(("body", ""), _negated=True),
                                ),
                                name="wording_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addressee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addressees",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addressed",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addressed",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("is_counted", models.BooleanField(default=True, verbose_name="counted")),
                        (
                            "first_step",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="told from step"
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                        ),
                    ],
                    options={
                        "verbose_name": "addressee",
                        "verbose_name_plural": "addressees",
                        "ordering": ["notice", "body", "person"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "body", "person"), name="addressee_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ladder_steps",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="step")),
                        ("rung", models.PositiveSmallIntegerField(default=0, verbose_name="rung")),
                        ("due_at", models.DateTimeField(verbose_name="falls due at")),
                        (
                            "every_channel",
                            models.BooleanField(default=True, verbose_name="every channel"),
                        ),
                        (
                            "made_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="made at"),
                        ),
                        (
                            "dropped_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="not needed any more since"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "step of a ladder",
                        "verbose_name_plural": "steps of ladders",
                        "ordering": ["notice", "number"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("dropped_at__isnull", True), ("made_at__isnull", True)
                                ),
                                fields=["due_at"],
                                name="ladder_steps_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "number"), name="ladder_step_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="ladder_begins_at_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("made_at__isnull", True),
                                    ("dropped_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="step_is_made_or_dropped",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("queue", models.CharField(max_length=10)),
                        (
                            "notice",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="notices.notice",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("email", "e-mail"),
                                    ("sms", "SMS"),
                                    ("webhook", "system of an organisation"),
                                    ("phone", "telephone"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                                max_length=2,
                            ),
                        ),
                        (
                            "variant",
                            models.CharField(
                                choices=[
                                    ("asked", "asked to answer"),
                                    ("told", "for information"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("priority", models.PositiveSmallIntegerField()),
                        ("size", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ready", "ready"),
                                    ("leased", "leased"),
                                    ("done", "done"),
                                ],
                                default="ready",
                                max_length=6,
                            ),
                        ),
                        ("not_before", models.DateTimeField()),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("lease_host", models.CharField(blank=True, max_length=100)),
                        ("lease_journal", models.CharField(blank=True, max_length=40)),
                        ("leased_until", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "batch of deliveries",
                        "verbose_name_plural": "batches of deliveries",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "ready")),
                                fields=["queue", "priority", "not_before", "id"],
                                name="batches_ready",
                            ),
                            models.Index(
                                condition=models.Q(("state", "leased")),
                                fields=["leased_until"],
                                name="batches_leased",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "leased"), _negated=True),
                                    models.Q(
                                        ("leased_until__isnull", False),
                                        models.Q(("lease_journal", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="lease_has_holder_and_end",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="notices.notice",
                            ),
                        ),
                        ("step", models.PositiveIntegerField(default=0, verbose_name="step")),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("email", "e-mail"),
                                    ("sms", "SMS"),
                                    ("webhook", "system of an organisation"),
                                    ("phone", "telephone"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="notices.contact",
                            ),
                        ),
                        ("address", models.CharField(max_length=254, verbose_name="address")),
                        (
                            "language",
                            models.CharField(
                                choices=[("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "variant",
                            models.CharField(
                                choices=[
                                    ("asked", "asked to answer"),
                                    ("told", "for information"),
                                ],
                                max_length=5,
                                verbose_name="variant",
                            ),
                        ),
                        ("queue", models.CharField(max_length=10)),
                        ("priority", models.PositiveSmallIntegerField()),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="notices.deliverybatch",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "queued"),
                                    ("sent", "sent"),
                                    ("failed", "failed"),
                                    ("stopped", "stopped: answered meanwhile"),
                                    ("digested", "told in a digest"),
                                ],
                                default="queued",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(default=0, verbose_name="attempts"),
                        ),
                        ("queued_at", models.DateTimeField(verbose_name="queued")),
                        (
                            "not_before",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="waits until"
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="accepted by the provider"
                            ),
                        ),
                        (
                            "in_doubt_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="in doubt since"
                            ),
                        ),
                        (
                            "words",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what the provider said"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "delivery",
                        "verbose_name_plural": "deliveries",
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("not_before__isnull", False)),
                                fields=["not_before"],
                                name="deliveries_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "step", "person", "channel"),
                                name="delivery_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", True)),
                                fields=("contact", "notice", "step"),
                                name="delivery_to_a_system_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), _negated=True),
                                    ("sent_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="sent_has_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mute",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mutes_ordered",
                                to="agencies.body",
                                verbose_name="headquarters",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mutes",
                                to="agencies.body",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mutes",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("begun_at", models.DateTimeField(verbose_name="since")),
                        (
                            "begun_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ends_at", models.DateTimeField(verbose_name="until")),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="ended early"
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mute",
                        "verbose_name_plural": "mutes",
                        "ordering": ["-begun_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["issuer", "ends_at"],
                                name="mutes_running",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body__isnull", True), ("person__isnull", False)),
                                    models.Q(("body__isnull", False), ("person__isnull", True)),
                                    _connector="OR",
                                ),
                                name="mute_of_a_person_or_a_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="mute_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("begun_at"))),
                                name="mute_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="ended_mute_names_who",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rest",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "quiet_from",
                            models.TimeField(blank=True, null=True, verbose_name="quiet from"),
                        ),
                        (
                            "quiet_until",
                            models.TimeField(blank=True, null=True, verbose_name="quiet until"),
                        ),
                        (
                            "digest_at",
                            models.TimeField(blank=True, null=True, verbose_name="once a day at"),
                        ),
                        ("changed_at", models.DateTimeField(verbose_name="changed")),
                    ],
                    options={
                        "verbose_name": "rest of a person",
                        "verbose_name_plural": "rests of people",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("quiet_from__isnull", True), ("quiet_until__isnull", True)
                                    ),
                                    models.Q(
                                        ("quiet_from__isnull", False),
                                        ("quiet_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="quiet_hours_begin_and_end",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Heartbeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("worker", "worker"),
                                    ("beat", "beat and sweep"),
                                    ("auditor", "auditor"),
                                ],
                                max_length=8,
                                verbose_name="part",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(blank=True, max_length=200, verbose_name="name"),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="since")),
                        ("seen_at", models.DateTimeField(verbose_name="last seen")),
                    ],
                    options={
                        "verbose_name": "sign of life",
                        "verbose_name_plural": "signs of life",
                        "ordering": ["part", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("part", "name"), name="one_heartbeat_for_each_part"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Silence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("undelivered", "messages past their norm"),
                                    ("lease", "batches whose worker is gone"),
                                    ("worker", "a worker is dead"),
                                    ("no_worker", "no worker lives"),
                                    ("beat", "the beat is silent"),
                                    ("channel", "a channel is not proven"),
                                ],
                                max_length=12,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "about",
                            models.CharField(blank=True, max_length=200, verbose_name="where"),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(default=0, verbose_name="how many"),
                        ),
                        ("since", models.DateTimeField(verbose_name="since")),
                        ("noticed_at", models.DateTimeField(verbose_name="noticed")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="over since"),
                        ),
                    ],
                    options={
                        "verbose_name": "silence",
                        "verbose_name_plural": "silences",
                        "ordering": ["-noticed_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("kind", "about"),
                                name="one_open_silence_of_a_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("email", "e-mail"),
                                    ("sms", "SMS"),
                                    ("webhook", "system of an organisation"),
                                    ("phone", "telephone"),
                                ],
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        ("address", models.CharField(max_length=254, verbose_name="address")),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        (
                            "proven_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="proven"),
                        ),
                        (
                            "words",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="what the provider said"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proof of a channel",
                        "verbose_name_plural": "proofs of channels",
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["channel", "-asked_at"], name="proofs_newest_first"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
