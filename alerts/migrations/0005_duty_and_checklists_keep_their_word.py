"""The database keeps adopted checklists, shifts, decided replacements and signed handovers."""

from django.db import migrations

FORWARD = """
DROP TRIGGER checklist_line_only_added ON alerts_checklistline;
CREATE FUNCTION refuse_change_of_adopted_checklist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.adopted_at IS NOT NULL THEN
        RAISE EXCEPTION '% of checklist version % is refused: draft the next one', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_line_of_adopted_checklist() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    adopted timestamptz;
BEGIN
    SELECT adopted_at INTO adopted FROM alerts_checklisttemplate
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.template_id ELSE OLD.template_id END;
    IF adopted IS NOT NULL THEN
        RAISE EXCEPTION '% of a line of an adopted checklist is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE FUNCTION refuse_change_of_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.replaced_by_id IS NOT NULL
        OR (NEW.body_id, NEW.person_id, NEW.starts_at, NEW.ends_at, NEW.made_at, NEW.made_by_id)
            IS DISTINCT FROM
            (OLD.body_id, OLD.person_id, OLD.starts_at, OLD.ends_at, OLD.made_at, OLD.made_by_id)
        OR NEW.made_through_id IS DISTINCT FROM OLD.made_through_id THEN
        RAISE EXCEPTION '% of shift % is refused: a shift is replaced, never changed', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_change_of_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'asked' THEN
        RAISE EXCEPTION '% of replacement % is refused: it has been decided', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_change_of_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.signed_at IS NOT NULL THEN
        RAISE EXCEPTION '% of handover % is refused: it has been signed', TG_OP, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.signed_at IS NOT NULL AND EXISTS (
        SELECT FROM alerts_handoverline WHERE handover_id = NEW.id AND state <> 'signed'
    ) THEN
        RAISE EXCEPTION 'the duty does not pass while a line of handover % is unsigned', NEW.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_line_of_signed_handover() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signed timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a line of a handover stays' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT signed_at INTO signed FROM alerts_handover WHERE id = NEW.handover_id;
    IF signed IS NOT NULL THEN
        RAISE EXCEPTION '% of a line of a signed handover is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER adopted_checklist_never_changes BEFORE UPDATE OR DELETE ON alerts_checklisttemplate
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_adopted_checklist();
CREATE TRIGGER line_of_adopted_checklist_never_changes
    BEFORE INSERT OR UPDATE OR DELETE ON alerts_checklistline
    FOR EACH ROW EXECUTE FUNCTION refuse_line_of_adopted_checklist();
CREATE TRIGGER shift_never_changes BEFORE UPDATE OR DELETE ON alerts_shift
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_shift();
CREATE TRIGGER replacement_never_changes BEFORE UPDATE OR DELETE ON alerts_replacement
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_replacement();
CREATE TRIGGER handover_never_changes BEFORE UPDATE OR DELETE ON alerts_handover
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_handover();
CREATE TRIGGER line_of_signed_handover_never_changes
    BEFORE INSERT OR UPDATE OR DELETE ON alerts_handoverline
    FOR EACH ROW EXECUTE FUNCTION refuse_line_of_signed_handover();
CREATE TRIGGER gap_only_told BEFORE UPDATE OR DELETE ON alerts_gapnotice
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
TABLES = (
    "alerts_checklisttemplate",
    "alerts_shift",
    "alerts_replacement",
    "alerts_handover",
    "alerts_handoverline",
    "alerts_gapnotice",
)
NEVER_EMPTIED = "".join(
    f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();\n"
    for table in TABLES
)
EMPTIED = "".join(f"DROP TRIGGER never_emptied ON {table};\n" for table in reversed(TABLES))
BACKWARD = """
DROP TRIGGER gap_only_told ON alerts_gapnotice;
DROP TRIGGER line_of_signed_handover_never_changes ON alerts_handoverline;
DROP TRIGGER handover_never_changes ON alerts_handover;
DROP TRIGGER replacement_never_changes ON alerts_replacement;
DROP TRIGGER shift_never_changes ON alerts_shift;
DROP TRIGGER line_of_adopted_checklist_never_changes ON alerts_checklistline;
DROP TRIGGER adopted_checklist_never_changes ON alerts_checklisttemplate;
DROP FUNCTION refuse_line_of_signed_handover();
DROP FUNCTION refuse_change_of_handover();
DROP FUNCTION refuse_change_of_replacement();
DROP FUNCTION refuse_change_of_shift();
DROP FUNCTION refuse_line_of_adopted_checklist();
DROP FUNCTION refuse_change_of_adopted_checklist();
CREATE TRIGGER checklist_line_only_added BEFORE UPDATE OR DELETE ON alerts_checklistline
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("alerts", "0004_what_never_changes")]
    operations = [migrations.RunSQL(FORWARD + NEVER_EMPTIED, EMPTIED + BACKWARD)]
