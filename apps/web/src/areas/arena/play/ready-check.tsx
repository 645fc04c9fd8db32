'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useServerNow } from '../../../app-services/context/use-server-now'
import { Button } from '../../../ui/button'
import { primeCue } from '../cues/cue'
import styles from './ready-check.module.css'
import { useBattleCommand } from '../battle/use-battle-command'

interface ReadyCheckProps {
  view: BattleView
  room: BattleRoom
  me: BattlePlayerView
  rival: BattlePlayerView | null
}

/** The ring's full circle. */
const ringMs = 30_000

export function ReadyCheck({ view, room, me, rival }: ReadyCheckProps) {
  const t = useTranslations('battle')
  const now = useServerNow(250)
  const deadline = view.readyDeadlineAt === null ? null : Date.parse(view.readyDeadlineAt)
  const leftMs = deadline === null || now === 0 ? null : Math.max(0, deadline - now)
  const [send, isBusy] = useBattleCommand(room)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus({ preventScroll: true }), [])
  return (
    <div className={styles.check}>
      <div className={styles.text}>
        <h1>{me.isReady ? t('waitingOther', { name: rival?.user.name ?? t('opponent') }) : t('readyTitle')}</h1>
        <p>{t('readyLead')}</p>
        <div className={styles.actions}>
          <Button
            ref={button}
            look="primary"
            size="large"
            disabled={me.isReady}
            isBusy={isBusy}
            onClick={() => {
              primeCue()
              send({ t: 'battle:ready', d: {} })
            }}
          >
            {me.isReady ? t('isReady') : t('ready')}
          </Button>
          <Button look="quiet" size="large" isBusy={isBusy} onClick={() => send({ t: 'battle:decline', d: {} })}>
            {t('decline')}
          </Button>
        </div>
      </div>
      <Ring leftMs={leftMs} />
    </div>
  )
}

function Ring({ leftMs }: { leftMs: number | null }) {
  const t = useTranslations('battle')
  const seconds = leftMs === null ? null : Math.ceil(leftMs / 1_000)
  const share = leftMs === null ? 1 : Math.min(1, leftMs / ringMs)
  return (
    <div className={styles.ring} data-urgent={(seconds !== null && seconds <= 5) || undefined}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="44" />
        <circle className={styles.left} cx="50" cy="50" r="44" pathLength="1" strokeDasharray="1" strokeDashoffset={1 - share} />
      </svg>
      <p role="timer">
        <span className="numerals" aria-hidden="true">
          {seconds ?? '–'}
        </span>
        <span className="visually-hidden">{seconds !== null && t('deadline', { seconds })}</span>
      </p>
    </div>
  )
}
