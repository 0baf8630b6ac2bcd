"""Each executor has its extract, made with the approval and never changed."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION refuse_change_of_extract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: an extract never changes',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER extract_never_changes BEFORE UPDATE OR DELETE ON meetings_extract
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_extract();
CREATE TRIGGER extract_is_not_emptied BEFORE TRUNCATE ON meetings_extract
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying_of_sealed_meetings();
"""
BACKWARD = """
DROP TRIGGER extract_is_not_emptied ON meetings_extract;
DROP TRIGGER extract_never_changes ON meetings_extract;
DROP FUNCTION refuse_change_of_extract();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("meetings", "0004_the_agenda_is_open"),
        ("notices", "0004_steps_may_be_dropped_and_mutes_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="Extract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("papers", models.JSONField(verbose_name="the paper in kk and ru")),
                ("checksum", models.CharField(max_length=64, verbose_name="checksum")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extracts",
                        to="agencies.body",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extracts",
                        to="meetings.protocol",
                    ),
                ),
            ],
            options={
                "verbose_name": "extract from a protocol",
                "verbose_name_plural": "extracts from protocols",
                "ordering": ["protocol", "body__order", "pk"],
                "indexes": [models.Index(fields=["checksum"], name="extract_checksum")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("protocol", "body"), name="one_extract_for_a_body"
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
