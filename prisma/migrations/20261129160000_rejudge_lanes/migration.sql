-- The lane in which the job of a rejudge's item is: of the runners of its battle's step. Null: the one that all runners take from.
ALTER TABLE "rejudge_item" ADD COLUMN "fed_step" DOUBLE PRECISION;
