-- "closed" was said of a breaker, and meant that judging works.
ALTER TABLE "execution_state" DROP CONSTRAINT "execution_state_state_check";
UPDATE "execution_state" SET "state" = CASE "state" WHEN 'closed' THEN 'judging' ELSE 'suspended' END;
ALTER TABLE "execution_state" ADD CONSTRAINT "execution_state_state_check" CHECK ("state" IN ('judging', 'suspended'));
