ALTER TABLE "problem"
  -- How its programs are given a test: contracts/test-set.ts.
  ADD COLUMN "io" JSONB NOT NULL DEFAULT '{"kind": "stdio"}',
  ADD COLUMN "is_scored" BOOLEAN NOT NULL DEFAULT false,
  -- None: all.
  ADD COLUMN "languages" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "output_bytes" INTEGER NOT NULL DEFAULT 8388608,
  -- Whether battles may be fought over it.
  ADD COLUMN "in_arena" BOOLEAN NOT NULL DEFAULT true;

-- Pictures of statements, by the SHA-256 of their bytes: what an address shows never changes.
CREATE TABLE "problem_asset" (
  "hash" TEXT NOT NULL,
  "media_type" TEXT NOT NULL,
  "bytes" BYTEA NOT NULL,
  CONSTRAINT "problem_asset_pkey" PRIMARY KEY ("hash"),
  CONSTRAINT "problem_asset_media_type_check" CHECK ("media_type" IN ('image/png', 'image/jpeg', 'image/gif'))
);
