-- The audit has what was before and after, whom it was done to, and can't be changed (docs/decisions/0043-roles-and-bans.md).
ALTER TABLE "access"."audit_entry"
  ALTER COLUMN "actor_id" DROP NOT NULL,
  ADD COLUMN "person_id" UUID,
  ADD COLUMN "before" JSONB,
  ADD COLUMN "after" JSONB;

-- The last change of entries that there is: actions are words of one closed list from now on.
UPDATE "access"."audit_entry" SET
  "person_id" = "subject"::uuid,
  "actor_id" = NULL,
  "data" = jsonb_build_object('role', split_part("action", ' ', 2)),
  "action" = CASE split_part("action", ' ', 2) WHEN 'user' THEN 'role-revoked' ELSE 'role-granted' END
WHERE "action" ~ '^role \w+ by command$';
UPDATE "access"."audit_entry" SET "action" = 'battle-voided' WHERE "action" = 'battle:void';
UPDATE "access"."audit_entry" SET "action" = replace("action", ' ', '-')
WHERE "action" IN ('rejudge created', 'rejudge applied', 'rejudge discarded', 'rejudge undone');

DROP INDEX "access"."audit_entry_at_idx";
CREATE INDEX "audit_entry_at_id_idx" ON "access"."audit_entry" ("at", "id");
CREATE INDEX "audit_entry_person_id_at_id_idx" ON "access"."audit_entry" ("person_id", "at", "id");
CREATE INDEX "audit_entry_actor_id_at_id_idx" ON "access"."audit_entry" ("actor_id", "at", "id");

-- Whoever owns the table could take the triggers away; the api's own role can't, and nothing of ours is written to.
CREATE FUNCTION "access"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "audit_entry_is_kept" BEFORE UPDATE OR DELETE ON "access"."audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "access"."refuse_change"();
CREATE TRIGGER "audit_entry_is_not_emptied" BEFORE TRUNCATE ON "access"."audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "access"."refuse_change"();
