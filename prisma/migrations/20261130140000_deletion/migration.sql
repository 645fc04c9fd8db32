-- Somebody who has asked to be deleted is until then, and can change their mind (docs/decisions/0045-own-data.md).
ALTER TABLE "identity"."user" ADD COLUMN "deletes_at" TIMESTAMPTZ(3);
CREATE INDEX "user_deletes_at_idx" ON "identity"."user" ("deletes_at");

-- Whoever was deleted stays as somebody without a name.
ALTER TABLE "identity"."user" DROP CONSTRAINT "user_kind_check";
ALTER TABLE "identity"."user" ADD CONSTRAINT "user_kind_check" CHECK ("kind" IN ('guest', 'member', 'bot', 'deleted'));
