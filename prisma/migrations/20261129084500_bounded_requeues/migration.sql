-- How often a job was queued again because no result of it ever came. Beside `attempts`, which counts results that were no verdict:
-- a flushed Redis or a runner that died is nobody's fault, so here many are allowed, with longer and longer waits.
ALTER TABLE "submission" ADD COLUMN "requeues" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "rejudge_item" ADD COLUMN "requeues" INTEGER NOT NULL DEFAULT 0;
