-- Whoever had a session stolen is told until they say that they have understood.
ALTER TABLE "identity"."session" ADD COLUMN "told_at" TIMESTAMPTZ(3);
-- In the language that they had when they proved the address.
ALTER TABLE "identity"."user_email" ADD COLUMN "lang" TEXT NOT NULL DEFAULT 'en';
-- Members secure their accounts more often than people with a role do anything: what those do is found beside it.
CREATE INDEX "audit_entry_action_at_id_idx" ON "access"."audit_entry" ("action", "at", "id");
