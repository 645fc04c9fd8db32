-- By what an attempt is known whose node is gone: the name of its connections, and when it was last heard of. No name: of an older node.
ALTER TABLE "access"."http_attempt"
  ADD COLUMN "node" TEXT,
  ADD COLUMN "seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp();
