-- What is to be sent: written with what causes it, sent by workers, once for each cause.
CREATE TABLE "identity"."mail" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "cause" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "lang" TEXT NOT NULL,
  "user_id" UUID,
  "address" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting',
  "tries" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "mail_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "mail_state_check" CHECK ("state" IN ('waiting', 'handed', 'sent', 'failed')),
  CONSTRAINT "mail_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "mail_cause_key" ON "identity"."mail" ("cause");
CREATE INDEX "mail_user_id_idx" ON "identity"."mail" ("user_id");
CREATE INDEX "mail_created_at_idx" ON "identity"."mail" ("created_at");
CREATE INDEX "mail_waiting_idx" ON "identity"."mail" ("next_at") WHERE "state" = 'waiting';

-- Secrets that were given out, by their hash: what each is good for, and until when.
CREATE TABLE "identity"."secret_link" (
  "token_hash" BYTEA NOT NULL,
  "purpose" TEXT NOT NULL,
  "user_id" UUID NOT NULL,
  "address" TEXT,
  "password_version" INTEGER,
  "mail_id" UUID,
  "wrong" INTEGER NOT NULL DEFAULT 0,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "secret_link_pkey" PRIMARY KEY ("token_hash"),
  CONSTRAINT "secret_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "identity"."user" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "secret_link_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "identity"."mail" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "secret_link_mail_id_key" ON "identity"."secret_link" ("mail_id");
CREATE INDEX "secret_link_user_id_idx" ON "identity"."secret_link" ("user_id");
CREATE INDEX "secret_link_expires_at_idx" ON "identity"."secret_link" ("expires_at");

-- Mails of a platform that somebody tries on their own machine, without a mail server.
CREATE TABLE "identity"."shown_mail" (
  "id" BIGSERIAL NOT NULL,
  "address" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "html" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "shown_mail_pkey" PRIMARY KEY ("id")
);
