"""A batch knows how many messages were put into it: small ones are taken several at a time."""

from django.db import migrations, models

FORWARD = """
UPDATE notices_deliverybatch AS batch SET size = counted.size
FROM (SELECT batch_id, count(*) AS size FROM notices_delivery GROUP BY batch_id) AS counted
WHERE counted.batch_id = batch.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_batches_are_alike")]
    operations = [
        migrations.AddField(
            "deliverybatch", "size", models.PositiveIntegerField(default=0), preserve_default=False
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]  # fmt: skip
