'use client'

import type { Ticket } from '@eduscale/contracts/arena'
import { useTranslations } from 'next-intl'
import { isApiError } from '../../api/http-client'
import { useServerNow } from '../../realtime/use-server-now'
import { useServices } from '../../services/services-provider'
import { useAppSelector } from '../../store/store'
import { Button } from '../../ui/button'
import { formatClock } from '../../ui/format-time'
import { useAction } from '../errors/use-action'
import { activeBattleChanged } from '../identity/identity-slice'
import { ticketChanged } from './arena-slice'
import styles from './arena.module.css'
import { primeCue } from './cue'

/** The widest window drawn; the lane is full there. */
const widestWindow = 500

export function MatchPanel() {
  const t = useTranslations('arena')
  const { api, store, identity } = useServices()
  const ticket = useAppSelector((state) => state.arena.ticket)
  const [find, isBusy] = useAction(async () => {
    primeCue()
    await identity.ensureUser()
    const { difficulty, language } = store.getState().preferences
    try {
      store.dispatch(ticketChanged(await api.openTicket({ difficulty, language })))
    } catch (error) {
      if (isApiError(error, 'already-playing') && typeof error.data['battleId'] === 'string') {
        store.dispatch(activeBattleChanged(error.data['battleId']))
      }
      if (!isApiError(error, 'already-queued')) throw error
      store.dispatch(ticketChanged(await api.getTicket()))
    }
  })
  const [cancel, isCancelling] = useAction(async () => {
    await api.cancelTicket()
    store.dispatch(ticketChanged(null))
  })
  return (
    <section className={styles.way} aria-labelledby="find-a-match">
      {ticket ? (
        <Searching ticket={ticket} isCancelling={isCancelling} onCancel={cancel} />
      ) : (
        <>
          <div className={styles.about}>
            <h2 id="find-a-match">{t('matchTitle')}</h2>
            <p>{t('matchLead')}</p>
          </div>
          <div className={styles.action}>
            <Button look="primary" size="large" isBusy={isBusy} onClick={find}>
              {t('find')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function Searching({ ticket, isCancelling, onCancel }: { ticket: Ticket; isCancelling: boolean; onCancel: () => void }) {
  const t = useTranslations('arena')
  const now = useServerNow(1_000)
  const waited = now === 0 ? 0 : now - Date.parse(ticket.createdAt)
  const reach = Math.min(1, ticket.windowNow / widestWindow)
  return (
    <div className={`${styles.search} ${styles.wide}`} data-testid="searching">
      <div className={styles.searchHead}>
        <h2 id="find-a-match">{t('searchingTitle')}</h2>
        <p className={`numerals ${styles.waited}`} aria-label={t('waited', { time: formatClock(waited) })} role="timer">
          {formatClock(waited)}
        </p>
      </div>
      <div className={styles.window} aria-hidden="true">
        <span className={styles.reach} style={{ transform: `scaleX(${reach})` }} />
        <span className={styles.me} />
      </div>
      <p className={styles.facts} role="status">
        <span>{t('window', { window: String(Math.round(ticket.windowNow)) })}</span>
        <span>{t('others', { count: ticket.othersWaiting })}</span>
      </p>
      <div className={styles.searchHead}>
        <p className={styles.hint}>{t('searchHint')}</p>
        <Button isBusy={isCancelling} onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}
