-- Statements were in one language, whatever a package has.
ALTER TABLE "judge"."problem" ADD COLUMN "lang" TEXT NOT NULL DEFAULT 'en';
ALTER TABLE "judge"."problem" ADD COLUMN "translations" JSONB NOT NULL DEFAULT '{}';
