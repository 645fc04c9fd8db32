-- When a player's offer of a draw was withdrawn or declined: the next one has to wait (packages/rules/src/battle-draw.ts).
ALTER TABLE "arena"."battle_player" ADD COLUMN "draw_closed_at" TIMESTAMPTZ(3);
