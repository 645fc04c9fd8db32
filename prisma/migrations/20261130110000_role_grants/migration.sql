-- Roles are granted, several at a time and for a time; bans keep somebody out (docs/decisions/0043-roles-and-bans.md).
CREATE TABLE "identity"."role_grant" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL,
  "role" TEXT NOT NULL,
  "granted_by" UUID,
  "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "role_grant_role_check" CHECK ("role" IN ('author', 'host', 'moderator', 'admin')),
  CONSTRAINT "role_grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "role_grant_user_id_idx" ON "identity"."role_grant" ("user_id");
-- Another grant of the same role takes the place of the one before.
CREATE UNIQUE INDEX "role_grant_live_key" ON "identity"."role_grant" ("user_id", "role") WHERE "revoked_at" IS NULL;

INSERT INTO "identity"."role_grant" ("user_id", "role") SELECT "id", "role" FROM "identity"."user" WHERE "role" <> 'user';
ALTER TABLE "identity"."user" DROP COLUMN "role";

CREATE TABLE "identity"."ban" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "user_id" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "banned_by" UUID,
  "banned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMPTZ(3),
  "lifted_at" TIMESTAMPTZ(3),
  "lifted_by" UUID,
  CONSTRAINT "ban_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ban_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ban_user_id_idx" ON "identity"."ban" ("user_id");

CREATE INDEX "user_name_key_prefix_idx" ON "identity"."user" ("name_key" text_pattern_ops);
