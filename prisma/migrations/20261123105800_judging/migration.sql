ALTER TABLE "user" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'user',
  ADD CONSTRAINT "user_role_check" CHECK ("role" IN ('user', 'admin'));

-- A verdict in it was changed by a rejudge after its end; winner and rating are as they were.
ALTER TABLE "battle" ADD COLUMN "recompute_since" TIMESTAMPTZ(3);

ALTER TABLE "submission" ADD COLUMN "files" JSONB NOT NULL DEFAULT '[]', ADD COLUMN "score" DOUBLE PRECISION;
CREATE INDEX "submission_problem_slug_recv_at_idx" ON "submission" ("problem_slug", "recv_at");

-- Runners ----------------------------------------------------------------------------------------------------------
CREATE TABLE "runner" (
  "id" TEXT NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  "lost_at" TIMESTAMPTZ(3),
  "breaker" TEXT NOT NULL,
  "slots" INTEGER NOT NULL,
  "busy_slots" INTEGER NOT NULL,
  "sandbox_level" TEXT NOT NULL,
  "languages" JSONB NOT NULL,
  CONSTRAINT "runner_pkey" PRIMARY KEY ("id")
);

-- Rejudging --------------------------------------------------------------------------------------------------------
CREATE TABLE "rejudge_set" (
  "id" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "filter" JSONB NOT NULL,
  "state" TEXT NOT NULL,
  "created_by" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "closed_by" UUID,
  "closed_at" TIMESTAMPTZ(3),
  CONSTRAINT "rejudge_set_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "rejudge_set_state_check"
    CHECK ("state" IN ('collecting', 'judging', 'ready', 'applying', 'applied', 'reverting', 'discarded'))
);
CREATE INDEX "rejudge_set_created_at_idx" ON "rejudge_set" ("created_at");
CREATE INDEX "rejudge_set_open_idx" ON "rejudge_set" ("created_at") WHERE "state" IN ('collecting', 'judging', 'applying', 'reverting');

CREATE TABLE "rejudge_item" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "set_id" UUID NOT NULL,
  "submission_id" UUID NOT NULL,
  "old_verdict" TEXT NOT NULL,
  "old_score" DOUBLE PRECISION,
  "old_judged_at" TIMESTAMPTZ(3),
  "old_result" JSONB,
  "new_verdict" TEXT,
  "new_score" DOUBLE PRECISION,
  "new_result" JSONB,
  "queued_at" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 1,
  "applied_at" TIMESTAMPTZ(3),
  "outcome" TEXT,
  CONSTRAINT "rejudge_item_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "rejudge_item_outcome_check" CHECK ("outcome" IN ('applied', 'superseded')),
  CONSTRAINT "rejudge_item_set_id_fkey" FOREIGN KEY ("set_id") REFERENCES "rejudge_set" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "rejudge_item_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "rejudge_item_set_id_submission_id_key" ON "rejudge_item" ("set_id", "submission_id");
CREATE INDEX "rejudge_item_submission_id_idx" ON "rejudge_item" ("submission_id");
-- What the runners are still to be given, a portion at a time.
CREATE INDEX "rejudge_item_unjudged_idx" ON "rejudge_item" ("set_id", "queued_at") WHERE "new_verdict" IS NULL;

CREATE TABLE "audit_entry" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "actor_id" UUID NOT NULL,
  "action" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "data" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_entry_at_idx" ON "audit_entry" ("at");
