-- A player of a duel may let spectators see code before the end.
ALTER TABLE "battle_player" ADD COLUMN "allows_live_code" BOOLEAN NOT NULL DEFAULT false;

-- Who has watched a battle that takes latecomers can't come to play in it.
CREATE TABLE "battle_watcher" (
    "battle_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "battle_watcher_pkey" PRIMARY KEY ("battle_id", "user_id")
);

ALTER TABLE "battle_watcher" ADD CONSTRAINT "battle_watcher_battle_id_fkey"
  FOREIGN KEY ("battle_id") REFERENCES "battle"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "battle_watcher" ADD CONSTRAINT "battle_watcher_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
