-- What others may care about, told by those whom it happened to (docs/decisions/0032-facts.md).
CREATE TABLE "fact" (
  "id" BIGSERIAL NOT NULL,
  "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
  "area" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "data" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "fact_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "fact_xid_id_idx" ON "fact"("xid", "id");

-- How far each consumer is: all before it were delivered, or wait in fact_retry.
CREATE TABLE "fact_cursor" (
  "consumer" TEXT NOT NULL,
  "xid" xid8 NOT NULL,
  "fact_id" BIGINT NOT NULL,
  CONSTRAINT "fact_cursor_pkey" PRIMARY KEY ("consumer")
);

CREATE TABLE "fact_retry" (
  "consumer" TEXT NOT NULL,
  "fact_id" BIGINT NOT NULL,
  "tries" INTEGER NOT NULL,
  "error" TEXT NOT NULL,
  -- Null: set aside, somebody must look at it.
  "next_at" TIMESTAMPTZ(3),
  CONSTRAINT "fact_retry_pkey" PRIMARY KEY ("consumer", "fact_id"),
  CONSTRAINT "fact_retry_fact_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "fact"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

ALTER TABLE "submission" ADD COLUMN "judgements" INTEGER NOT NULL DEFAULT 0;
UPDATE "submission" SET "judgements" = 1 WHERE "verdict" IS NOT NULL;

-- The first consumers' tables.
CREATE TABLE "skill_tally" (
  "user_id" UUID NOT NULL,
  "skill" TEXT NOT NULL,
  "accepted" INTEGER NOT NULL,
  CONSTRAINT "skill_tally_pkey" PRIMARY KEY ("user_id", "skill"),
  CONSTRAINT "skill_tally_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "battle_result" (
  "user_id" UUID NOT NULL,
  "battle_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "outcome" TEXT NOT NULL,
  "place" INTEGER,
  "rating_change" DOUBLE PRECISION,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "battle_result_pkey" PRIMARY KEY ("user_id", "battle_id"),
  CONSTRAINT "battle_result_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "battle_result_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
