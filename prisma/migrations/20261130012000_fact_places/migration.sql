-- After a restore into a younger server, facts of before and since are told apart by this: by their numbers of transactions alone, those
-- since may lie before those that a consumer had.
ALTER TABLE "facts"."fact_cursor"
  ADD COLUMN "highest_id" BIGINT NOT NULL DEFAULT 0,
  -- A consumer that is no more keeps its place, and keeps no fact from being pruned.
  ADD COLUMN "forgotten_at" TIMESTAMPTZ(3);
UPDATE "facts"."fact_cursor" SET "highest_id" = coalesce((SELECT max("id") FROM "facts"."fact"), 0);
