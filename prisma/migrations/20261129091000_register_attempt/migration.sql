-- The request that made an account: sent again for want of an answer, it leads to the same account.
ALTER TABLE "user" ADD COLUMN "register_attempt" UUID;
CREATE UNIQUE INDEX "user_register_attempt_key" ON "user"("register_attempt");
