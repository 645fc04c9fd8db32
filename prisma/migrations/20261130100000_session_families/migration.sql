-- A session is a family of keys that follow each other (docs/decisions/0042-sessions.md). What there was until now are tokens: each is
-- exchanged for a session by whoever holds it, and goes when it has run out.
ALTER TABLE "identity"."session" RENAME TO "bearer_token";
ALTER INDEX "identity"."session_pkey" RENAME TO "bearer_token_pkey";
ALTER INDEX "identity"."session_user_id_idx" RENAME TO "bearer_token_user_id_idx";
ALTER TABLE "identity"."bearer_token" RENAME CONSTRAINT "session_user_id_fkey" TO "bearer_token_user_id_fkey";

CREATE TABLE "identity"."session" (
  "id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "number" INTEGER NOT NULL DEFAULT 1,
  "rotated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "late_step" INTEGER NOT NULL DEFAULT 0,
  "late_streak" INTEGER NOT NULL DEFAULT 0,
  "device" TEXT,
  "network" TEXT,
  "withdrawn_at" TIMESTAMPTZ(3),
  "reason" TEXT,
  CONSTRAINT "session_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "session_user_id_idx" ON "identity"."session" ("user_id");
CREATE INDEX "session_withdrawn_at_idx" ON "identity"."session" ("withdrawn_at");
CREATE INDEX "session_last_used_at_idx" ON "identity"."session" ("last_used_at");

-- Keys that access tokens are signed with; the private half is encrypted by a key that is in no database.
CREATE TABLE "identity"."signing_key" (
  "number" INTEGER NOT NULL,
  "kid" TEXT NOT NULL,
  "public_key" JSONB NOT NULL,
  "sealed_key" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "signing_key_pkey" PRIMARY KEY ("number")
);

-- Cookies know no ports: two platforms of one host must not take each other's.
CREATE TABLE "identity"."installation" (
  "id" TEXT NOT NULL,
  CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);
INSERT INTO "identity"."installation" ("id") VALUES (substr(md5(gen_random_uuid()::text), 1, 8));

ALTER TABLE "identity"."user" ADD COLUMN "roles_changed_at" TIMESTAMPTZ(3);
CREATE INDEX "user_roles_changed_at_idx" ON "identity"."user" ("roles_changed_at");

-- What every process reads, whatever areas it serves.
CREATE VIEW "identity"."public_key" AS SELECT "kid", "public_key" AS "jwk" FROM "identity"."signing_key";
CREATE VIEW "identity"."withdrawn_session" AS
  SELECT "id", "withdrawn_at" FROM "identity"."session" WHERE "withdrawn_at" IS NOT NULL;
CREATE VIEW "identity"."changed_person" AS
  SELECT "id", "roles_changed_at" AS "at" FROM "identity"."user" WHERE "roles_changed_at" IS NOT NULL;
