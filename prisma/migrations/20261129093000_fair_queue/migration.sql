-- Submissions wait here, and are handed to the runners a few at a time. Those of before are looked for as if they had been handed over.
ALTER TABLE "submission" ADD COLUMN "fed_at" TIMESTAMPTZ(3);
UPDATE "submission" SET "fed_at" = "queued_at" WHERE "verdict" IS NULL;
