import { judgeProgressChannel, judgeProgressSchema, type JudgeProgress } from '@eduscale/contracts/judge'
import { listenJson } from '@eduscale/platform/listen-json'
import type { Redis } from '@eduscale/platform/redis'
import type { AppContext } from '../../../app/app-context'
import { nextFrameNumber } from '../../../realtime/frame-number'
import { presentProgress } from './present-submission'

/**
 * Shows runs as they go: every node hears every runner and tells its own sockets. The author sees their tests one by one; the
 * opponent sees counts. Nothing here is durable.
 */
export function relayProgress(app: AppContext, sub: Redis): void {
  const passedOf = new PassedCounts()
  const handle = (progress: JudgeProgress) => {
    app.publisher.localRun(progress.origin.userId, { kind: 'progress', progress: presentProgress(progress) })
    if (progress.origin.kind === 'battle') tellOpponent(app, progress, passedOf)
  }
  listenJson({
    sub,
    channel: judgeProgressChannel,
    schema: judgeProgressSchema,
    log: app.log,
    handle,
    onDropped: () => app.metrics.runnerMessagesDropped.inc({ channel: 'progress' }),
  })
}

function tellOpponent(app: AppContext, progress: JudgeProgress, passedOf: PassedCounts): void {
  const { submissionId, origin } = progress
  if (progress.step !== 'test' || origin.battleId === null) return
  const passed = passedOf.add(submissionId, progress.test.verdict === 'AC')
  const d = {
    submissionId,
    passed,
    done: progress.index + 1,
    total: progress.total,
    verdict: progress.test.verdict === 'AC' ? null : progress.test.verdict,
  }
  app.publisher.localEphemeral(
    origin.battleId,
    { from: origin.userId, n: nextFrameNumber(), t: 'progress', d },
    { userId: origin.userId },
  )
}

/** Passed tests per submission, of the last thousand submissions heard of. */
class PassedCounts {
  #counts = new Map<string, number>()

  add(submissionId: string, isPassed: boolean): number {
    const passed = (this.#counts.get(submissionId) ?? 0) + (isPassed ? 1 : 0)
    this.#counts.delete(submissionId)
    this.#counts.set(submissionId, passed)
    const [oldest] = this.#counts.keys()
    if (this.#counts.size > 1_000 && oldest !== undefined) this.#counts.delete(oldest)
    return passed
  }
}
