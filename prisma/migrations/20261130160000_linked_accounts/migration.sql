-- Accounts of OpenID providers that people sign in by, and sign-ins there that are on their way.
CREATE TABLE "identity"."linked_account" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL,
  "issuer" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "known_as" TEXT,
  "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "linked_account_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "linked_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "linked_account_issuer_subject_key" ON "identity"."linked_account" ("issuer", "subject");
CREATE INDEX "linked_account_user_id_idx" ON "identity"."linked_account" ("user_id");

CREATE TABLE "identity"."openid_request" (
  "state_hash" BYTEA NOT NULL,
  "browser_hash" BYTEA NOT NULL,
  "provider" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "user_id" UUID,
  "session" TEXT,
  "nonce" TEXT NOT NULL,
  "verifier" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "openid_request_pkey" PRIMARY KEY ("state_hash"),
  CONSTRAINT "openid_request_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "openid_request_user_id_idx" ON "identity"."openid_request" ("user_id");
CREATE INDEX "openid_request_expires_at_idx" ON "identity"."openid_request" ("expires_at");

CREATE TABLE "identity"."openid_arrival" (
  "ticket_hash" BYTEA NOT NULL,
  "browser_hash" BYTEA NOT NULL,
  "issuer" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "known_as" TEXT,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "openid_arrival_pkey" PRIMARY KEY ("ticket_hash")
);
CREATE INDEX "openid_arrival_expires_at_idx" ON "identity"."openid_arrival" ("expires_at");
