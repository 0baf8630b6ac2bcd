"""The database itself refuses to change what an approved protocol rests on.

The final form of what `0002_an_approved_protocol_never_changes`,
`0005_an_extract_for_each_executor` and `0006_a_draft_goes_round_and_a_seat_dissents` built up.
`0011_extracts_of_earlier_protocols` gave the protocols of its day their extracts; an empty
database has no protocol (docs/adr/0064).
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION meeting_of(origin text, facts jsonb) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN origin = 'meetings_meeting' THEN (facts->>'id')::bigint
        WHEN origin = 'meetings_minutes' THEN (
            SELECT meeting_id FROM meetings_agendaitem WHERE id = (facts->>'item_id')::bigint)
        WHEN origin IN ('meetings_coexecutor', 'meetings_assignment', 'meetings_dissent') THEN (
            SELECT meeting_id FROM meetings_decision WHERE id = (facts->>'decision_id')::bigint)
        ELSE (facts->>'meeting_id')::bigint
    END
$$;
CREATE FUNCTION meeting_is_sealed(meeting bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM meetings_meeting WHERE id = meeting AND state = 'approved')
$$;
CREATE FUNCTION refuse_change_of_sealed_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed boolean := false;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        sealed := meeting_is_sealed(meeting_of(TG_TABLE_NAME, to_jsonb(OLD)));
    END IF;
    IF TG_OP <> 'DELETE' AND TG_TABLE_NAME <> 'meetings_meeting' THEN
        sealed := sealed OR meeting_is_sealed(meeting_of(TG_TABLE_NAME, to_jsonb(NEW)));
    END IF;
    IF sealed THEN
        RAISE EXCEPTION '% of % is refused: the protocol of this meeting is approved',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_emptying_of_sealed_meetings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM meetings_meeting WHERE state = 'approved') THEN
        RAISE EXCEPTION 'TRUNCATE of % is refused: it holds approved protocols',
            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION refuse_change_of_addendum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: an addendum never changes',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER addendum_never_changes BEFORE UPDATE OR DELETE ON meetings_addendum
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_addendum();
CREATE FUNCTION refuse_change_of_extract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: an extract never changes',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER extract_never_changes BEFORE UPDATE OR DELETE ON meetings_extract
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_extract();
"""
BACKWARD = """
DROP TRIGGER extract_never_changes ON meetings_extract;
DROP FUNCTION refuse_change_of_extract();
DROP TRIGGER addendum_never_changes ON meetings_addendum;
DROP FUNCTION refuse_change_of_addendum();
DROP FUNCTION refuse_emptying_of_sealed_meetings();
DROP FUNCTION refuse_change_of_sealed_meeting();
DROP FUNCTION meeting_is_sealed(bigint);
DROP FUNCTION meeting_of(text, jsonb);
"""

# An assignment may be added after approval (tasks are issued once the paper is signed), never changed.
SEALED = {
    "meeting": "UPDATE OR DELETE",
    "agendaitem": "INSERT OR UPDATE OR DELETE",
    "attendance": "INSERT OR UPDATE OR DELETE",
    "guest": "INSERT OR UPDATE OR DELETE",
    "minutes": "INSERT OR UPDATE OR DELETE",
    "decision": "INSERT OR UPDATE OR DELETE",
    "coexecutor": "INSERT OR UPDATE OR DELETE",
    "protocol": "INSERT OR UPDATE OR DELETE",
    "assignment": "UPDATE OR DELETE",
    "dissent": "INSERT OR UPDATE OR DELETE",
    "circulation": "INSERT OR UPDATE OR DELETE",
}
# What went round before approval is sealed row by row, but is no part of the protocol.
NOT_EMPTIED = (*(name for name in SEALED if name != "circulation"), "addendum", "extract")


def refusing_change(name: str, events: str) -> migrations.RunSQL:
    """Refuse these events on the rows of a sealed meeting."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name}_is_sealed BEFORE {events} ON meetings_{name} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed_meeting();",
        f"DROP TRIGGER {name}_is_sealed ON meetings_{name};",
    )


def refusing_emptying(name: str) -> migrations.RunSQL:
    """Refuse TRUNCATE while the table may hold rows of a sealed meeting."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {name}_is_not_emptied BEFORE TRUNCATE ON meetings_{name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying_of_sealed_meetings();",
        f"DROP TRIGGER {name}_is_not_emptied ON meetings_{name};",
    )


class Migration(migrations.Migration):
    replaces = [
        ("meetings", "0002_an_approved_protocol_never_changes"),
        ("meetings", "0011_extracts_of_earlier_protocols"),
    ]
    dependencies = [("meetings", "0001_the_tables")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *[refusing_change(name, events) for name, events in SEALED.items()],
        *[refusing_emptying(name) for name in NOT_EMPTIED],
    ]
