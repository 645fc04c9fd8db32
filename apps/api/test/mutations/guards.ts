import type { Change } from './mutant-tree'

/** One guard of the battles, how it is taken away, and what of the harness must then fail. */
export interface Guard {
  name: string
  changes: readonly Change[]
  /** Arguments of scripts/chaos.ts. */
  harness: readonly string[]
}

const battle = (file: string, find: string, replace: string) => ({ file: `apps/api/src/areas/arena/${file}`, find, replace })
const rounds = (seed: number, fault: string, battles = 6) => [
  '--rounds',
  '1',
  '--battles',
  String(battles),
  '--seed',
  String(seed),
  '--fault',
  fault,
]

export const guards: readonly Guard[] = [
  {
    name: 'one battle per origin is a unique key',
    changes: [
      {
        file: 'prisma/migrations/20261122040000_arena/migration.sql',
        find: 'CREATE UNIQUE INDEX "battle_origin_kind_origin_key_key"',
        replace: 'CREATE INDEX "battle_origin_kind_origin_key_key"',
      },
    ],
    harness: ['--starts', '100'],
  },
  {
    name: 'a user is in one ranked battle at a time: a unique index',
    changes: [
      {
        file: 'prisma/migrations/20261122040000_arena/migration.sql',
        find: 'CREATE UNIQUE INDEX "battle_player_active_ranked_key"',
        replace: 'CREATE INDEX "battle_player_active_ranked_key"',
      },
    ],
    harness: rounds(9, 'none'),
  },
  {
    name: 'a ranked battle that begins sets the flag that the index is on',
    changes: [battle('play/transition.ts', "battle.rules.isRanked && battle.state === 'LOBBY'", 'battle.version < 0')],
    harness: rounds(9, 'none'),
  },
  {
    name: 'whoever stays away for too long loses',
    changes: [
      {
        file: 'packages/rules/src/battle-clock.ts',
        find: "if (dueAt !== null && kind.startsWith('forfeit:'))",
        replace: "if (dueAt === null && kind.startsWith('forfeit:'))",
      },
    ],
    harness: rounds(10, 'player-gone', 3),
  },
  {
    name: 'an outage moves the end by its length',
    changes: [
      {
        file: 'packages/rules/src/battle-clock.ts',
        find: 'const endsAt = facts.endsAt + outageMs',
        replace: 'const { endsAt } = facts',
      },
    ],
    harness: rounds(11, 'runner-silent', 3),
  },
  {
    name: 'the clock stands from when judging stopped, not from when that was noticed',
    changes: [
      {
        file: 'packages/rules/src/battle-clock.ts',
        find: 'const since = Math.min(now, Math.max(input.since, facts.startsAt ?? now))',
        replace: 'const since = now',
      },
    ],
    harness: rounds(13, 'runner-silent', 3),
  },
  {
    name: 'a client joins the room first, and then reads the log',
    changes: [
      battle(
        'socket/battle.socket.ts',
        'await socket.join(battleRoom(b))',
        `const early = await rooms.read({ battleId: b, from }, user)
        await app.failpoints.pass('between-join-and-read')
        await socket.join(battleRoom(b))`,
      ),
      battle(
        'socket/battle.socket.ts',
        'if (isNew && access.isPlayer) await presence.arrive(b, userId, socket.id)',
        `if (isNew && access.isPlayer) await presence.arrive(b, userId, socket.id)
        if (early.ok) return early`,
      ),
    ],
    harness: ['--joins', '20'],
  },
  {
    name: 'publisher and subscriber are two clients',
    changes: [
      { file: 'apps/api/src/main.ts', find: "const sub = createRedis(config.REDIS_URL, 'sub')", replace: 'const sub = pub' },
    ],
    harness: rounds(1, 'none'),
  },
  {
    name: 'an ack is sent after the commit',
    changes: [
      battle(
        'socket/battle.socket.ts',
        'handle: (session: Session, cmd) => playCommand(app, session, cmd),',
        `handle: (session: Session, cmd) => {
      void playCommand(app, session, cmd).catch(() => {})
      return { cid: cmd.cid, ok: true, seq: 0, at: new Date().toISOString(), res: {} }
    },`,
      ),
    ],
    harness: rounds(2, 'node-killed-before-commit'),
  },
  {
    name: 'a transition compares and sets the version; and no two events have one number',
    changes: [
      battle('play/battle.queries.ts', ' AND version = ${battle.version} AND state = ${battle.state}', ''),
      {
        file: 'prisma/migrations/20261122040000_arena/migration.sql',
        find: 'CONSTRAINT "battle_event_pkey" PRIMARY KEY ("battle_id", "seq")',
        replace: 'CONSTRAINT "battle_event_check" CHECK (true)',
      },
    ],
    harness: rounds(3, 'slow-transition'),
  },
  {
    name: 'receipt decides, not the order of verdicts',
    changes: [
      {
        file: 'packages/rules/src/battle-outcome.ts',
        find: '(submission) => submission.verdict === null && (!decision || submission.seq < decision.seq)',
        replace: '(submission) => submission.verdict === null && !decision',
      },
    ],
    // Enough of them, for it to matter in one or the other.
    harness: rounds(4, 'none', 14),
  },
  {
    name: 'a repeated command gets its stored result',
    changes: [
      battle('play/transition.ts', "if (battle.storedCommand) return { kind: 'repeated', battle, ...battle.storedCommand }", ''),
    ],
    harness: rounds(5, 'none'),
  },
  {
    name: 'a client closes gaps before it goes on',
    changes: [
      {
        file: 'packages/client/src/battle-room.ts',
        find: 'if (!view || event.seq !== view.seq + 1) return',
        replace: 'if (!view || event.seq <= view.seq) return',
      },
      {
        file: 'packages/client/src/battle-room.ts',
        find: 'event.seq > view.seq + 1',
        replace: 'event.seq > view.seq + 1_000_000',
      },
    ],
    harness: ['--reconnects', '1000', '--seed', '6'],
  },
  {
    name: 'spectators are late',
    changes: [
      {
        file: 'apps/api/src/areas/arena/watch/watch-feed.queries.ts',
        find: "e.at <= clock_timestamp() - ${delayMs}::int * interval '1 millisecond' OR",
        replace: "e.at <= clock_timestamp() - ${delayMs / 2}::int * interval '1 millisecond' OR",
      },
    ],
    harness: rounds(8, 'none'),
  },
  {
    name: 'spectators see no code before the end',
    changes: [
      {
        file: 'apps/api/src/areas/arena/watch/watch-feed.queries.ts',
        find: 'AND NOT p.allows_live_code)',
        replace: 'AND p.allows_live_code)',
      },
    ],
    harness: rounds(8, 'none'),
  },
  {
    name: 'nobody watches a battle of their own',
    changes: [
      {
        file: 'apps/api/src/areas/arena/watch/watch.socket.ts',
        find: "if (!can(user, 'battle:watch', access))",
        replace: 'if (access.version < 0)',
      },
    ],
    harness: rounds(8, 'none'),
  },
  {
    name: 'typing waits until the battle is joined again',
    changes: [
      {
        file: 'packages/client/src/battle-room.ts',
        find: `        if (!this.#isJoined) return
`,
        replace: '',
      },
    ],
    harness: ['--reconnects', '1000', '--seed', '8'],
  },
]
