-- Keys that devices keep for their people, and the challenges that they sign.
CREATE TABLE "identity"."passkey" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL,
  "credential_id" TEXT NOT NULL,
  "public_key" BYTEA NOT NULL,
  "counter" BIGINT NOT NULL,
  "transports" TEXT[] NOT NULL,
  "is_synced" BOOLEAN NOT NULL,
  "name" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "last_used_at" TIMESTAMPTZ(3),
  CONSTRAINT "passkey_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "passkey_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "identity"."passkey" ("credential_id");
CREATE INDEX "passkey_user_id_idx" ON "identity"."passkey" ("user_id");

CREATE TABLE "identity"."passkey_challenge" (
  "challenge" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "session" TEXT NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("challenge")
);
CREATE INDEX "passkey_challenge_expires_at_idx" ON "identity"."passkey_challenge" ("expires_at");
