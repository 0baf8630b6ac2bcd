"""Room beside each message, so that its outcome is written in place and no index learns of it.

`0005_batches_are_alike` gave it, and cut the batches of that day anew; an empty database has none
(docs/adr/0064).
"""

from django.db import migrations

ROOM = "ALTER TABLE notices_delivery SET (fillfactor = 45)"
NO_ROOM = "ALTER TABLE notices_delivery RESET (fillfactor)"


class Migration(migrations.Migration):
    replaces = [("notices", "0005_batches_are_alike")]
    dependencies = [("notices", "0002_what_the_database_refuses")]
    operations = [migrations.RunSQL(ROOM, NO_ROOM)]
