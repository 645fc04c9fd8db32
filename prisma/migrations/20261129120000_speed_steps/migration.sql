-- By how much a runner stretches limits of time. Null: it has not said so.
ALTER TABLE "runner" ADD COLUMN "speed_step" DOUBLE PRECISION;
-- The step of the runners that judge a battle, from its first submission on.
ALTER TABLE "battle" ADD COLUMN "speed_step" DOUBLE PRECISION;
-- The lane in which the job of a submission is. Null: the one that all runners take from.
ALTER TABLE "submission" ADD COLUMN "fed_step" DOUBLE PRECISION;
