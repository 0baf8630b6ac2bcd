"""A batch is alike in notice, language and variant; what waits has an instant, in a narrow index."""

import django.db.models.deletion
from django.db import migrations, models

VARIANTS = [("asked", "asked to answer"), ("told", "for information")]
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
# Who was asked before this day is known from the addressees; a batch that mixes is cut anew.
FORWARD = """
UPDATE notices_delivery AS delivery SET variant = 'asked'
FROM notices_notice AS notice
WHERE notice.id = delivery.notice_id
  AND (notice.norm IS NOT NULL OR notice.answer_purpose <> '')
  AND EXISTS (SELECT FROM notices_addressee AS told WHERE told.notice_id = delivery.notice_id
              AND told.person_id = delivery.person_id AND told.is_counted);
UPDATE notices_delivery AS delivery SET batch_id = NULL, not_before = now()
FROM notices_deliverybatch AS batch
WHERE batch.id = delivery.batch_id AND delivery.state = 'queued' AND batch.state <> 'done';
UPDATE notices_deliverybatch SET state = 'done', leased_until = NULL WHERE state <> 'done';
UPDATE notices_delivery SET not_before = NULL WHERE state <> 'queued' OR batch_id IS NOT NULL;
DELETE FROM notices_deliverybatch AS batch
WHERE NOT EXISTS (SELECT FROM notices_delivery AS one WHERE one.batch_id = batch.id);
UPDATE notices_deliverybatch AS batch
SET notice_id = one.notice_id, language = one.language, variant = one.variant
FROM (SELECT DISTINCT ON (batch_id) batch_id, notice_id, language, variant
      FROM notices_delivery WHERE batch_id IS NOT NULL ORDER BY batch_id, id) AS one
WHERE one.batch_id = batch.id;
-- Foreign keys checked at the end of a transaction stand in the way of the next ALTER TABLE.
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACKWARD = """
UPDATE notices_delivery SET not_before = queued_at WHERE not_before IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
# Room beside each row, so that its outcome is written in place and no index learns of it.
ROOM = """
ALTER TABLE notices_delivery SET (fillfactor = 45);
"""
NO_ROOM = """
ALTER TABLE notices_delivery RESET (fillfactor);
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_steps_may_be_dropped_and_mutes_end")]
    operations = [
        migrations.AddField(
            "deliverybatch", "notice",
            models.ForeignKey(
                null=True, db_index=False, on_delete=django.db.models.deletion.CASCADE,
                related_name="+", to="notices.notice",
            ),
        ),
        migrations.AddField(
            "deliverybatch", "language",
            models.CharField(max_length=2, choices=LANGUAGES, default="ru"),
            preserve_default=False,
        ),
        migrations.AddField(
            "deliverybatch", "variant",
            models.CharField(max_length=5, choices=VARIANTS, default="told"),
            preserve_default=False,
        ),
        migrations.AddField(
            "delivery", "variant",
            models.CharField("variant", max_length=5, choices=VARIANTS, default="told"),
            preserve_default=False,
        ),
        migrations.RemoveIndex("delivery", "deliveries_to_retry"),
        migrations.AlterField(
            "delivery", "not_before",
            models.DateTimeField("waits until", null=True, blank=True),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AlterField(
            "deliverybatch", "notice",
            models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE,
                related_name="+", to="notices.notice",
            ),
        ),
        migrations.AddIndex(
            "delivery",
            models.Index(
                condition=models.Q(not_before__isnull=False), fields=["not_before"],
                name="deliveries_waiting",
            ),
        ),
        migrations.RunSQL(ROOM, NO_ROOM),
    ]  # fmt: skip
