"""Trigram indexes on the words of tasks and measures, folded as `plans.queries.words` folds them.

Built while others work; the expression must stay letter for letter what that module asks for.
"""

from django.db import migrations

FOLDED = "TRANSLATE(UPPER({column}), 'ӘҒҚҢӨҰҮҺІЁ', 'АГКНОУУХИЕ')"
INDEXES = [
    (f"{table}_words_{language}", f"plans_{table}", FOLDED.format(column=f"text_{language}"))
    for table in ("task", "planitem")
    for language in ("kk", "ru")
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("plans", "0006_columns_chosen")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY {name} ON {table} USING gin (({folded}) gin_trgm_ops)",
            f"DROP INDEX CONCURRENTLY {name}",
        )
        for name, table, folded in INDEXES
    ]
