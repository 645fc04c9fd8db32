-- What a page says about how a problem is judged, without reading its whole test set.
ALTER TABLE "problem" ADD COLUMN "max_passes" INTEGER NOT NULL DEFAULT 1, ADD COLUMN "points" JSONB;
