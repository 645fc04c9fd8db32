-- Looked at every two seconds by every node; without it each look reads all battles there ever were.
CREATE INDEX "battle_recompute_idx" ON "battle" ("recompute_since") WHERE "recompute_since" IS NOT NULL;
