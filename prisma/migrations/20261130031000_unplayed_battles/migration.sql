-- What hangs on a battle is looked for where one is deleted; without these each looks through all there is.
CREATE INDEX "invite_battle_id_idx" ON "arena"."invite" ("battle_id");
CREATE INDEX "ticket_battle_id_idx" ON "arena"."ticket" ("battle_id");
CREATE INDEX "battle_result_battle_id_idx" ON "arena"."battle_result" ("battle_id");
