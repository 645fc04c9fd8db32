-- Codes of an app at a sign-in, and those for when it is lost.
CREATE TABLE "identity"."second_factor" (
  "user_id" UUID NOT NULL,
  "secret" BYTEA,
  "pending" BYTEA,
  "pending_at" TIMESTAMPTZ(3),
  "last_step" INTEGER NOT NULL DEFAULT 0,
  "on_at" TIMESTAMPTZ(3),
  CONSTRAINT "second_factor_pkey" PRIMARY KEY ("user_id"),
  CONSTRAINT "second_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "identity"."recovery_code" (
  "user_id" UUID NOT NULL,
  "code_hash" BYTEA NOT NULL,
  CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("user_id", "code_hash"),
  CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
