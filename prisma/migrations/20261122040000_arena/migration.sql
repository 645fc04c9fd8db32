-- Accounts -----------------------------------------------------------------------------------------------------------
CREATE TABLE "user" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  -- Names are unique whatever their case.
  "name_key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "password_hash" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "user_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "user_kind_check" CHECK ("kind" IN ('guest', 'member', 'bot'))
);
CREATE UNIQUE INDEX "user_name_key_key" ON "user" ("name_key");

CREATE TABLE "session" (
  -- SHA-256 of the token: a copy of the database signs nobody in.
  "token_hash" BYTEA NOT NULL,
  "user_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash"),
  CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "session_user_id_idx" ON "session" ("user_id");

CREATE TABLE "rating" (
  "user_id" UUID NOT NULL,
  "rating" DOUBLE PRECISION NOT NULL DEFAULT 1500,
  "deviation" DOUBLE PRECISION NOT NULL DEFAULT 350,
  "volatility" DOUBLE PRECISION NOT NULL DEFAULT 0.06,
  "battles" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "rating_pkey" PRIMARY KEY ("user_id"),
  CONSTRAINT "rating_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Content ------------------------------------------------------------------------------------------------------------
CREATE TABLE "test_set" (
  "hash" TEXT NOT NULL,
  -- The canonical JSON that the hash is of; served to runners as it is.
  "body" TEXT NOT NULL,
  CONSTRAINT "test_set_pkey" PRIMARY KEY ("hash")
);

CREATE TABLE "problem" (
  "slug" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "summary" TEXT NOT NULL,
  "difficulty" TEXT NOT NULL,
  "rating" INTEGER NOT NULL,
  "skills" TEXT[] NOT NULL,
  "statement_html" TEXT NOT NULL,
  "samples" JSONB NOT NULL,
  "starters" JSONB NOT NULL,
  "time_ms" INTEGER NOT NULL,
  "memory_mb" INTEGER NOT NULL,
  "test_set_hash" TEXT NOT NULL,
  "package_hash" TEXT NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  -- A package that is no longer in the set keeps its row for old battles.
  "is_retired" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "problem_pkey" PRIMARY KEY ("slug"),
  CONSTRAINT "problem_difficulty_check" CHECK ("difficulty" IN ('easy', 'medium', 'hard')),
  CONSTRAINT "problem_test_set_hash_fkey" FOREIGN KEY ("test_set_hash") REFERENCES "test_set" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "draft" (
  "user_id" UUID NOT NULL,
  "problem_slug" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "draft_pkey" PRIMARY KEY ("user_id", "problem_slug", "language"),
  CONSTRAINT "draft_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "draft_problem_slug_fkey" FOREIGN KEY ("problem_slug") REFERENCES "problem" ("slug") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Battles ------------------------------------------------------------------------------------------------------------
CREATE TABLE "battle" (
  "id" UUID NOT NULL,
  "origin_kind" TEXT NOT NULL,
  "origin_key" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  -- The seq of the last event: every transition adds at least one, so it serves for compare-and-set.
  "version" INTEGER NOT NULL,
  "problem_slug" TEXT NOT NULL,
  "problem_hash" TEXT NOT NULL,
  "rules" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "starts_at" TIMESTAMPTZ(3),
  "ends_at" TIMESTAMPTZ(3),
  "suspended_since" TIMESTAMPTZ(3),
  "suspended_ms" INTEGER NOT NULL DEFAULT 0,
  "ended_at" TIMESTAMPTZ(3),
  "winner_id" UUID,
  CONSTRAINT "battle_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "battle_origin_kind_check" CHECK ("origin_kind" IN ('match', 'invite', 'rematch', 'bot')),
  CONSTRAINT "battle_state_check" CHECK ("state" IN ('LOBBY', 'READY_CHECK', 'COUNTDOWN', 'RUNNING', 'SUSPENDED', 'JUDGING', 'FINISHED', 'ABORTED', 'VOID')),
  CONSTRAINT "battle_problem_slug_fkey" FOREIGN KEY ("problem_slug") REFERENCES "problem" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- The last word on double starts, whatever the locks did.
CREATE UNIQUE INDEX "battle_origin_kind_origin_key_key" ON "battle" ("origin_kind", "origin_key");
CREATE INDEX "battle_live_idx" ON "battle" ("state") WHERE "state" NOT IN ('FINISHED', 'ABORTED', 'VOID');

CREATE TABLE "battle_player" (
  "battle_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "ready_at" TIMESTAMPTZ(3),
  -- Presence is a lease: the node that holds the player's socket renews it.
  "seen_at" TIMESTAMPTZ(3),
  "forfeit_at" TIMESTAMPTZ(3),
  "is_active_ranked" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "battle_player_pkey" PRIMARY KEY ("battle_id", "user_id"),
  CONSTRAINT "battle_player_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "battle_player_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "battle_player_user_id_idx" ON "battle_player" ("user_id");
CREATE UNIQUE INDEX "battle_player_active_ranked_key" ON "battle_player" ("user_id") WHERE "is_active_ranked";

CREATE TABLE "battle_event" (
  "battle_id" UUID NOT NULL,
  "seq" INTEGER NOT NULL,
  "type" TEXT NOT NULL,
  "actor" UUID,
  "data" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "battle_event_pkey" PRIMARY KEY ("battle_id", "seq"),
  CONSTRAINT "battle_event_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "battle_cmd" (
  "battle_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "cid" UUID NOT NULL,
  "type" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "result" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "battle_cmd_pkey" PRIMARY KEY ("battle_id", "user_id", "cid"),
  CONSTRAINT "battle_cmd_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "battle_timer" (
  "battle_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "fire_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "battle_timer_pkey" PRIMARY KEY ("battle_id", "kind"),
  CONSTRAINT "battle_timer_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "battle_timer_fire_at_idx" ON "battle_timer" ("fire_at");

CREATE TABLE "battle_edit" (
  "battle_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "n" INTEGER NOT NULL,
  "language" TEXT NOT NULL,
  "ops" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "battle_edit_pkey" PRIMARY KEY ("battle_id", "user_id", "n"),
  CONSTRAINT "battle_edit_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "invite" (
  "id" TEXT NOT NULL,
  "battle_id" UUID NOT NULL,
  "host_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "invite_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "invite_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "invite_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "ticket" (
  "id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "state" TEXT NOT NULL,
  "difficulty" TEXT,
  "language" TEXT,
  "rating" DOUBLE PRECISION NOT NULL,
  "battle_id" UUID,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "closed_at" TIMESTAMPTZ(3),
  CONSTRAINT "ticket_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ticket_state_check" CHECK ("state" IN ('open', 'matched', 'cancelled', 'expired')),
  CONSTRAINT "ticket_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "ticket_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "ticket_open_key" ON "ticket" ("user_id") WHERE "state" = 'open';
CREATE INDEX "ticket_user_id_created_at_idx" ON "ticket" ("user_id", "created_at");

-- Judging ------------------------------------------------------------------------------------------------------------
CREATE TABLE "submission" (
  "id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "user_id" UUID NOT NULL,
  "battle_id" UUID,
  "cid" UUID NOT NULL,
  "problem_slug" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  -- For a run with an own input.
  "input" TEXT,
  "recv_seq" INTEGER,
  "recv_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "attempts" INTEGER NOT NULL DEFAULT 1,
  "verdict" TEXT,
  "result" JSONB,
  "judged_at" TIMESTAMPTZ(3),
  CONSTRAINT "submission_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "submission_kind_check" CHECK ("kind" IN ('battle', 'practice', 'run')),
  CONSTRAINT "submission_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "submission_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "submission_problem_slug_fkey" FOREIGN KEY ("problem_slug") REFERENCES "problem" ("slug") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "submission_user_id_cid_key" ON "submission" ("user_id", "cid");
CREATE INDEX "submission_battle_id_idx" ON "submission" ("battle_id");
CREATE INDEX "submission_user_id_problem_slug_recv_at_idx" ON "submission" ("user_id", "problem_slug", "recv_at");
CREATE INDEX "submission_unjudged_idx" ON "submission" ("queued_at") WHERE "verdict" IS NULL;

CREATE TABLE "rating_change" (
  "battle_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "rating_before" DOUBLE PRECISION NOT NULL,
  "rating_after" DOUBLE PRECISION NOT NULL,
  "deviation_before" DOUBLE PRECISION NOT NULL,
  "deviation_after" DOUBLE PRECISION NOT NULL,
  "volatility_before" DOUBLE PRECISION NOT NULL,
  "volatility_after" DOUBLE PRECISION NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "rating_change_pkey" PRIMARY KEY ("battle_id", "user_id"),
  CONSTRAINT "rating_change_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battle" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "rating_change_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- One row: may anything be judged right now? Written by the worker role, read by everybody.
CREATE TABLE "execution_state" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "state" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "reason" TEXT NOT NULL,
  -- A healthy runner's heartbeat extends it; once it has passed, nothing can be judged.
  "healthy_until" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "sandbox_level" TEXT,
  "languages" JSONB NOT NULL DEFAULT '[]',
  CONSTRAINT "execution_state_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "execution_state_one_row_check" CHECK ("id" = 1),
  CONSTRAINT "execution_state_state_check" CHECK ("state" IN ('closed', 'open'))
);
INSERT INTO "execution_state" ("state", "reason") VALUES ('open', 'no runner has reported yet');
