-- When a session was last proved; by what it is called, whatever keeps the session itself.
CREATE TABLE "identity"."session_proof" (
  "session" TEXT NOT NULL,
  "user_id" UUID NOT NULL,
  "proved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "session_proof_pkey" PRIMARY KEY ("session"),
  CONSTRAINT "session_proof_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "session_proof_user_id_idx" ON "identity"."session_proof" ("user_id");
CREATE INDEX "session_proof_proved_at_idx" ON "identity"."session_proof" ("proved_at");
