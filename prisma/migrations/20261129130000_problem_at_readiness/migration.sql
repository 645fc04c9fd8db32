-- A battle's problem is chosen when everybody is ready, and is sealed once.
ALTER TABLE "battle" ADD COLUMN "wanted_slug" TEXT, ADD COLUMN "sealed" TEXT;
ALTER TABLE "battle" ALTER COLUMN "problem_slug" DROP NOT NULL, DROP COLUMN "problem_hash";
UPDATE "battle" SET "wanted_slug" = "problem_slug", "problem_slug" = NULL, "problem_key" = NULL WHERE "state" IN ('LOBBY', 'READY_CHECK');
ALTER TABLE "battle" ADD CONSTRAINT "battle_has_its_problem"
  CHECK ("problem_slug" IS NOT NULL OR "state" IN ('LOBBY', 'READY_CHECK', 'ABORTED', 'VOID'));
ALTER TABLE "problem" ADD COLUMN "is_sealable" BOOLEAN NOT NULL DEFAULT true;
