-- Whoever opened a battle could be told by their seat alone, and so could never hand their place on.
ALTER TABLE "arena"."battle" ADD COLUMN "host_id" UUID;
UPDATE "arena"."battle" b SET "host_id" = p."user_id"
  FROM (SELECT DISTINCT ON ("battle_id") "battle_id", "user_id" FROM "arena"."battle_player" ORDER BY "battle_id", "position") p
  WHERE p."battle_id" = b."id";
ALTER TABLE "arena"."battle" ADD CONSTRAINT "battle_host_id_fkey"
  FOREIGN KEY ("host_id") REFERENCES "identity"."user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
