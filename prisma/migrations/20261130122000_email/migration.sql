-- Addresses that were proved, and those that somebody only says are theirs.
CREATE TABLE "identity"."user_email" (
  "user_id" UUID NOT NULL,
  "address" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "confirmed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "user_email_pkey" PRIMARY KEY ("user_id"),
  CONSTRAINT "user_email_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "user_email_key_key" ON "identity"."user_email" ("key");

CREATE TABLE "identity"."email_claim" (
  "user_id" UUID NOT NULL,
  "address" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "email_claim_pkey" PRIMARY KEY ("user_id"),
  CONSTRAINT "email_claim_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "email_claim_key_idx" ON "identity"."email_claim" ("key");
