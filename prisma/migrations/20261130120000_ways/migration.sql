-- Counts changes of the password, and not that it was hashed anew: a sign-in that was checked against an earlier one comes to nothing.
ALTER TABLE "identity"."user" ADD COLUMN "password_version" INTEGER NOT NULL DEFAULT 1;

-- Whether anybody still has a hash of before argon2id: as long as somebody has, each check does the work of both.
CREATE INDEX "user_former_hash_idx" ON "identity"."user" ("id") WHERE "password_hash" LIKE 'scrypt$%';
