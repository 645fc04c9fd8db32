-- Whose turn it is: when everybody was last served. Unlogged, as after a crash of the server turns may begin anew.
CREATE UNLOGGED TABLE "feed_turn" (
  "who" BIGINT NOT NULL,
  "priority" INTEGER NOT NULL,
  "is_run" BOOLEAN NOT NULL,
  "fed_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "feed_turn_pkey" PRIMARY KEY ("who", "priority", "is_run")
);
