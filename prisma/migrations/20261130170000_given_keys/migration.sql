-- When the newest key was last given out to somebody who showed the one before, and whether it has been shown since: a jar of cookies that
-- got it late isn't two keys behind after a crash, and whoever shows the former one over and over is found.
ALTER TABLE "identity"."session" ADD COLUMN "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp();
ALTER TABLE "identity"."session" ADD COLUMN "is_shown" BOOLEAN NOT NULL DEFAULT false;
UPDATE "identity"."session" SET "given_at" = "rotated_at";
