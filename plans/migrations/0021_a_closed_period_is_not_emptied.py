"""The database itself refuses to empty the tables of closed periods."""

from django.db import migrations

TABLES = ("plans_periodreport", "plans_periodtask")


class Migration(migrations.Migration):
    dependencies = [("plans", "0020_reporting_periods")]
    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION plans_refuse_a_period_row_changed();",
            f"DROP TRIGGER never_emptied ON {table};",
        )
        for table in TABLES
    ]
