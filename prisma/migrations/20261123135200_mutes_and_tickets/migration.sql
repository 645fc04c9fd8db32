-- Who doesn't want to read whom, for the length of a battle.
CREATE TABLE battle_mute (
  battle_id uuid NOT NULL REFERENCES battle (id) ON DELETE CASCADE ON UPDATE CASCADE,
  user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  muted_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY (battle_id, user_id, muted_id)
);

-- Casual tickets meet casual ones; the deviation says how far a rating can be trusted.
ALTER TABLE ticket ADD COLUMN is_ranked boolean NOT NULL DEFAULT true;
ALTER TABLE ticket ADD COLUMN deviation double precision NOT NULL DEFAULT 350;

-- How long the last ones waited.
CREATE INDEX ticket_state_closed_at_idx ON ticket (state, closed_at);
