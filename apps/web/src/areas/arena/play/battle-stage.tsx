'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import type { Problem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { tabStorage } from '../../../app-services/storage/tab-storage'
import { Button } from '../../../ui/button'
import { useAction } from '../../../app-services/errors/use-action'
import { Notices } from '../../../app-services/toasts/notices'
import { useShownProblem } from '../../../workbench/workspace/use-shown-problem'
import type { Senders } from '../../../workbench/workspace/use-runner'
import { Workspace, type WorkspaceProps } from '../../../workbench/workspace/workspace'
import { BattleBanners } from './battle-banners'
import { BattleBar } from './battle-bar'
import { BattleQuery } from './battle-query'
import styles from './battle-stage.module.css'
import { isDuel, type Sides } from '../battle/sides'
import { listUnacked, submitCode, type Unacked } from './submit-code'
import { useTypingTab } from './use-typing-tab'
import { useTyping } from './use-typing'
import { loadLater } from '../../../ui/load-later'

const GroupPanel = loadLater(() => import('../leaderboard/group-panel').then((module) => module.GroupPanel))

interface BattleStageProps {
  view: BattleView
  problem: Problem
  room: BattleRoom
  sides: Sides
}

/** The battle while it runs: the race above, the workspace below. */
export function BattleStage({ view, problem, room, sides }: BattleStageProps) {
  const t = useTranslations('battle')
  const { api } = useServices()
  const shown = useShownProblem(problem)
  const startsAt = view.startsAt === null ? 0 : Date.parse(view.startsAt)
  const [reloadToken, setReloadToken] = useState(0)
  const [focusToken, setFocusToken] = useState(0)
  const { isMirror, takeOver, typed } = useTypingTab(room, sides.me?.user.id ?? null, () => setReloadToken((count) => count + 1))
  const typing = useTyping(room, startsAt, !isMirror)

  const senders = useMemo<Senders>(
    () => ({
      run: ({ language, code, input }) => api.run({ language, code, input, problem: { by: 'battle', battleId: room.battleId } }),
      submit: (code) => {
        typing.flush()
        return submitCode(room, code, tabStorage('session'))
      },
      maySubmissionsBeCancelled: false,
    }),
    [api, room, typing],
  )

  const [resubmit] = useAction(async (unacked: readonly Unacked[]) => {
    // In the order in which they were handed in; one that is refused keeps none of the others back.
    const sent = await Promise.allSettled(unacked.map((one) => submitCode(room, one, tabStorage('session'), one.cid)))
    for (const one of sent) if (one.status === 'rejected') throw one.reason
  })
  useEffect(() => {
    const unacked = listUnacked(room.battleId, tabStorage('session'))
    if (unacked.length > 0) resubmit(unacked)
    // Once per room: what a closed page left behind.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [room])

  // Others' events come by the dozen: the workspace is drawn anew for one's own alone.
  const mine = sides.me?.submissions
  const submissions = useMemo(
    () =>
      (mine ?? [])
        .map((submission) => ({
          id: submission.id,
          language: submission.language,
          receivedAt: submission.receivedAt,
          verdict: submission.verdict,
          score: null,
          sinceStartMs: Date.parse(submission.receivedAt) - startsAt,
        }))
        .toReversed(),
    [mine, startsAt],
  )
  const edited = useCallback<NonNullable<WorkspaceProps['onEdit']>>(
    (language, op, by, text) => {
      typed()
      typing.record(language, op, by, text)
    },
    [typed, typing],
  )
  return (
    <>
      {sides.me && <BattleQuery view={view} myId={sides.me.user.id} />}
      <div className={styles.stage} data-format={isDuel(view) ? 'duel' : 'many'}>
        <BattleBar view={view} room={room} sides={sides} />
        <main id="content" tabIndex={-1} className={styles.main}>
          <Workspace
            problem={shown}
            senders={senders}
            languages={view.rules.languages}
            notBefore={startsAt}
            isReadOnly={isMirror || view.state === 'JUDGING' || Boolean(sides.me?.leftBecause)}
            submissions={submissions}
            latestRunId={submissions[0]?.id ?? null}
            reloadToken={reloadToken}
            focusToken={focusToken}
            showsBytes={view.rules.scoring === 'fewest-bytes'}
            {...(!isMirror && { onDocument: typing.begin })}
            onEdit={edited}
            onCursor={typing.moved}
          />
        </main>
        {!isDuel(view) && sides.me && <GroupPanel view={view} myId={sides.me.user.id} />}
        <section className={styles.notes} aria-label={t('notices')}>
          <BattleBanners view={view} room={room} sides={sides} />
          {isMirror && (
            <div className={styles.mirror} role="status">
              {t('otherTab')}
              <Button
                size="small"
                onClick={() => {
                  takeOver()
                  setFocusToken((count) => count + 1)
                }}
              >
                {t('takeOver')}
              </Button>
            </div>
          )}
          <Notices />
        </section>
      </div>
    </>
  )
}
