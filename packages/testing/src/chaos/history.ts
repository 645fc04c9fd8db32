import type { Ack, BattleCommand } from '@eduscale/contracts/room'
import type { TestPlayer } from '../test-player'

/** One command as its sender knows it; instants by the harness's own clock. */
export interface SentCommand {
  battleId: string
  userId: string
  cid: string
  type: BattleCommand['t']
  invokedAt: number
  ackedAt: number | null
  ack: Ack | null
}

/** What the clients did and were told, to be compared with what the database says. */
export class History {
  readonly commands: SentCommand[] = []
  /** Commands that were carried out and, asked again under the same id, answered otherwise. */
  readonly contradictions: string[] = []
  /** Batches of typing that were given to a client to send. */
  readonly typed: { battleId: string; userId: string }[] = []

  /** `asksAgain`: repeats an acked command, as a client does that didn't get the ack. */
  async send(player: TestPlayer, battleId: string, command: BattleCommand, asksAgain = false): Promise<Ack> {
    const cid = crypto.randomUUID()
    const sent: SentCommand = {
      battleId,
      userId: player.user.id,
      cid,
      type: command.t,
      invokedAt: performance.now(),
      ackedAt: null,
      ack: null,
    }
    this.commands.push(sent)
    const ack = await player.command(battleId, command, cid)
    sent.ackedAt = performance.now()
    sent.ack = ack
    if (asksAgain && ack.ok) {
      const again = await player.command(battleId, command, cid)
      const isSame = again.ok && again.seq === ack.seq && again.res['submissionId'] === ack.res['submissionId']
      // A node that is asked too often, or whose database is away, says nothing about the command.
      const isAnswer = again.ok || !['rate-limited', 'internal'].includes(again.err.code)
      if (isAnswer && !isSame)
        this.contradictions.push(`I5 ${battleId} ${command.t} ${cid}: was carried out, and then ${JSON.stringify(again)}`)
    }
    return ack
  }

  type(player: TestPlayer, battleId: string): void {
    this.typed.push({ battleId, userId: player.user.id })
    const change = { text: `# draft ${this.typed.length}\n` }
    player.room(battleId).sendEdits({ language: 'python', ops: [{ atMs: 0, change }] })
  }

  /** Acked, or told off, by now; but for those who are gone, whom nobody tells. */
  isSettled(goneIds: ReadonlySet<string>): boolean {
    return this.commands.every(({ ack, userId }) => ack !== null || goneIds.has(userId))
  }
}
