-- What a client may send again for want of an answer (docs/decisions/0035-routes.md): the same person, route and id get the first answer.
CREATE TABLE "access"."http_attempt" (
  "user_id" UUID NOT NULL,
  "route" TEXT NOT NULL,
  "id" UUID NOT NULL,
  -- SHA-256 of what was given.
  "given_hash" BYTEA NOT NULL,
  -- Whoever carries it out.
  "holder" UUID NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  -- Null until it is answered.
  "status" INTEGER,
  "body" TEXT,
  CONSTRAINT "http_attempt_pkey" PRIMARY KEY ("user_id", "route", "id"),
  CONSTRAINT "http_attempt_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "http_attempt_started_at_idx" ON "access"."http_attempt"("started_at");
