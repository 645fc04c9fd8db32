-- Each area's tables in a schema of its own (docs/decisions/0033-areas-and-hooks.md). Indexes, constraints and sequences move along.
-- What is nobody's alone: `facts`, and in `access` what people with a role have done.

CREATE SCHEMA "identity";
ALTER TABLE "public"."user" SET SCHEMA "identity";
ALTER TABLE "public"."session" SET SCHEMA "identity";

CREATE SCHEMA "access";
ALTER TABLE "public"."audit_entry" SET SCHEMA "access";

CREATE SCHEMA "judge";
ALTER TABLE "public"."test_set" SET SCHEMA "judge";
ALTER TABLE "public"."problem" SET SCHEMA "judge";
ALTER TABLE "public"."problem_asset" SET SCHEMA "judge";
ALTER TABLE "public"."draft" SET SCHEMA "judge";
ALTER TABLE "public"."submission" SET SCHEMA "judge";
ALTER TABLE "public"."feed_turn" SET SCHEMA "judge";
ALTER TABLE "public"."execution_state" SET SCHEMA "judge";
ALTER TABLE "public"."runner" SET SCHEMA "judge";
ALTER TABLE "public"."rejudge_set" SET SCHEMA "judge";
ALTER TABLE "public"."rejudge_item" SET SCHEMA "judge";
ALTER TABLE "public"."skill_tally" SET SCHEMA "judge";

CREATE SCHEMA "arena";
ALTER TABLE "public"."rating" SET SCHEMA "arena";
ALTER TABLE "public"."group_rating" SET SCHEMA "arena";
ALTER TABLE "public"."battle" SET SCHEMA "arena";
ALTER TABLE "public"."battle_player" SET SCHEMA "arena";
ALTER TABLE "public"."battle_watcher" SET SCHEMA "arena";
ALTER TABLE "public"."battle_event" SET SCHEMA "arena";
ALTER TABLE "public"."battle_cmd" SET SCHEMA "arena";
ALTER TABLE "public"."battle_timer" SET SCHEMA "arena";
ALTER TABLE "public"."battle_edit" SET SCHEMA "arena";
ALTER TABLE "public"."battle_mute" SET SCHEMA "arena";
ALTER TABLE "public"."invite" SET SCHEMA "arena";
ALTER TABLE "public"."ticket" SET SCHEMA "arena";
ALTER TABLE "public"."rating_change" SET SCHEMA "arena";
ALTER TABLE "public"."battle_result" SET SCHEMA "arena";

CREATE SCHEMA "facts";
ALTER TABLE "public"."fact" SET SCHEMA "facts";
ALTER TABLE "public"."fact_cursor" SET SCHEMA "facts";
ALTER TABLE "public"."fact_retry" SET SCHEMA "facts";

