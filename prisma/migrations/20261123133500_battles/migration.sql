-- Formats: groups, teams, rooms ------------------------------------------------------------------------------------
ALTER TABLE "battle" DROP CONSTRAINT "battle_origin_kind_check";
ALTER TABLE "battle" ADD CONSTRAINT "battle_origin_kind_check" CHECK ("origin_kind" IN ('match', 'invite', 'rematch', 'bot', 'room'));
ALTER TABLE "battle_player"
  ADD COLUMN "team" INTEGER,
  ADD COLUMN "left_because" TEXT,
  ADD COLUMN "offers_draw" BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT "battle_player_left_because_check" CHECK ("left_because" IN ('resigned', 'forfeit'));
-- 0 to 100, of a battle's submission with a verdict.
ALTER TABLE "submission" ADD COLUMN "points" DOUBLE PRECISION;
UPDATE "submission" SET "points" = CASE WHEN "verdict" = 'AC' THEN 100 ELSE 0 END WHERE "kind" = 'battle' AND "verdict" IS NOT NULL;

-- Ratings of groups and teams are of another kind than those of duels.
CREATE TABLE "group_rating" (
  "user_id" UUID NOT NULL,
  "rating" DOUBLE PRECISION NOT NULL DEFAULT 1500,
  "deviation" DOUBLE PRECISION NOT NULL DEFAULT 500,
  "volatility" DOUBLE PRECISION NOT NULL DEFAULT 0,
  "battles" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "group_rating_pkey" PRIMARY KEY ("user_id"),
  CONSTRAINT "group_rating_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "rating_change"
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'duel',
  ADD CONSTRAINT "rating_change_kind_check" CHECK ("kind" IN ('duel', 'group'));

-- The record: every event carries the hash of all before it; the statement is sealed before anybody may read it -------
-- Empty for events from before there was a record.
ALTER TABLE "battle_event" ADD COLUMN "hash" TEXT NOT NULL DEFAULT '';
ALTER TABLE "battle"
  -- The hash of the last event.
  ADD COLUMN "head_hash" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "problem_key" TEXT;
