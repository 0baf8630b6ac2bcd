"""Trigram indexes on the words of tasks and measures, folded as `plans.queries.words` folds them.

The expression must stay letter for letter what that module asks for.
`0007_words_found_by_pieces` built them while others worked; here the tables are still empty
(docs/adr/0064).
"""

from django.db import migrations

FOLDED = "TRANSLATE(UPPER({column}), 'ӘҒҚҢӨҰҮҺІЁ', 'АГКНОУУХИЕ')"
INDEXES = [
    (f"{table}_words_{language}", f"plans_{table}", FOLDED.format(column=f"text_{language}"))
    for table in ("task", "planitem")
    for language in ("kk", "ru")
]


class Migration(migrations.Migration):
    replaces = [("plans", "0007_words_found_by_pieces")]
    dependencies = [("plans", "0002_what_the_database_refuses")]
    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {name} ON {table} USING gin (({folded}) gin_trgm_ops)",
            f"DROP INDEX {name}",
        )
        for name, table, folded in INDEXES
    ]
