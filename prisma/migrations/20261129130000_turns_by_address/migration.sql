-- Guests take turns by address, as anybody can be many of them. Kept until the verdict and no longer.
ALTER TABLE "submission" ADD COLUMN "guest_address" TEXT;

-- One casual battle at a time for each person: with people, and with the bot while waiting for people. Those of before aren't counted.
ALTER TABLE "battle_player" ADD COLUMN "active_casual" TEXT;
CREATE UNIQUE INDEX "battle_player_active_casual_key" ON "battle_player" ("user_id", "active_casual") WHERE "active_casual" IS NOT NULL;
