-- Of a bot: when an api node last held its connection.
ALTER TABLE "user" ADD COLUMN "seen_at" TIMESTAMPTZ(3);
