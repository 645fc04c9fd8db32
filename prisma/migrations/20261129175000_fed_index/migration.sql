-- What the runners have is little, and looked at often, beside what may wait.
CREATE INDEX "submission_fed_idx" ON "submission" ("fed_at") WHERE "verdict" IS NULL AND "fed_at" IS NOT NULL;
