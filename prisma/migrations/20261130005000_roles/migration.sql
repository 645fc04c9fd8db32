-- Everybody is a learner; these are granted besides (docs/decisions/0036-can.md).
ALTER TABLE "identity"."user" DROP CONSTRAINT "user_role_check",
  ADD CONSTRAINT "user_role_check" CHECK ("role" IN ('user', 'author', 'host', 'moderator', 'admin'));
