-- A fact whose consumer ends the process leaves no error behind, only an attempt without an end.
CREATE TABLE "facts"."fact_attempt" (
  "consumer" TEXT NOT NULL,
  "begun" INTEGER NOT NULL,
  "one_by_one" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "fact_attempt_pkey" PRIMARY KEY ("consumer")
);
