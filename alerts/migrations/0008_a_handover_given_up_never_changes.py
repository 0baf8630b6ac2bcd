"""The database keeps a handover that was given up as it keeps a signed one."""

from django.db import migrations

HANDOVER = """
CREATE OR REPLACE FUNCTION refuse_change_of_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR {is_over} THEN
        RAISE EXCEPTION '% of handover % is refused: it is over', TG_OP, OLD.id
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
CREATE OR REPLACE FUNCTION refuse_line_of_signed_handover() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    over_at timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a line of a handover stays' USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT {over_at} INTO over_at FROM alerts_handover WHERE id = NEW.handover_id;
    IF over_at IS NOT NULL THEN
        RAISE EXCEPTION '% of a line of a handover that is over is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
FORWARD = HANDOVER.format(
    is_over="OLD.signed_at IS NOT NULL OR OLD.given_up_at IS NOT NULL",
    over_at="coalesce(signed_at, given_up_at)",
)
BACKWARD = HANDOVER.format(is_over="OLD.signed_at IS NOT NULL", over_at="signed_at")


class Migration(migrations.Migration):
    dependencies = [("alerts", "0007_a_handover_begun_anew")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
