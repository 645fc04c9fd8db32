'use client'

import type { Ticket } from '@eduscale/contracts/arena'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useServerNow } from '../../../app-services/context/use-server-now'
import { useServices } from '../../../app-services/context/use-services'
import { queries } from '../../../app-services/resources/queries'
import { useSignedInAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { useAppSelector } from '../../../app-services/store/store'
import { Button } from '../../../ui/button'
import { ChoiceGroup } from '../../../ui/choice-group'
import { formatClock, formatCountdown } from '../../../ui/format-time'
import { countsByDefault } from '../../../app-services/preferences/counts-by-default'
import { useAction } from '../../../app-services/errors/use-action'
import { preferencesChanged } from '../../../app-services/preferences/preferences-slice'
import { ticketChanged } from '../matchmaking/arena-slice'
import styles from './arena.module.css'
import { useFindMatch } from '../matchmaking/use-find-match'

/** The widest window drawn; the lane is full there. */
const widestWindow = 500

export function MatchPanel() {
  const t = useTranslations('arena')
  const { api, store } = useServices()
  const ticket = useAppSelector((state) => state.arena.ticket)
  const isRanked = useAppSelector((state) => state.preferences.isQueueRanked ?? countsByDefault(state.identity.user))
  const asker = useSignedInAsker()
  const [eligibility, reloadEligibility] = useQueryResource(queries.useEligibilityQuery(asker === null ? skipToken : { asker }))
  const penaltyUntil = eligibility.value?.penaltyUntil ?? null
  const now = useServerNow(penaltyUntil === null ? null : 1_000)
  const penaltyMs = penaltyUntil === null || now === 0 ? 0 : Date.parse(penaltyUntil) - now
  const [find, isBusy] = useFindMatch({ onPenalty: reloadEligibility })
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
            <p>{t(isRanked ? 'matchLead' : 'matchLeadCasual')}</p>
            {penaltyMs > 0 && (
              <p className={styles.penalty} id="penalty" data-testid="penalty">
                {t('penalty', { time: formatCountdown(penaltyMs), count: eligibility.value?.desertions ?? 0 })}
              </p>
            )}
          </div>
          <div className={styles.action}>
            <ChoiceGroup
              label={t('kind')}
              value={isRanked ? 'ranked' : 'casual'}
              options={[
                { value: 'ranked', label: t('ranked') },
                { value: 'casual', label: t('casual') },
              ]}
              onChange={(kind) => store.dispatch(preferencesChanged({ isQueueRanked: kind === 'ranked' }))}
            />
            <Button
              look="primary"
              size="large"
              isBusy={isBusy}
              disabled={isBusy || penaltyMs > 0}
              aria-describedby={penaltyMs > 0 ? 'penalty' : undefined}
              onClick={() => {
                const { difficulty, language } = store.getState().preferences
                find({ difficulty, language, isRanked })
              }}
            >
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
        <h2 id="find-a-match">
          {t('searchingTitle')} <span className={styles.kind}>{t(ticket.isRanked ? 'ranked' : 'casual')}</span>
        </h2>
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
        <span>
          {ticket.expectedWaitMs === null ? t('expectedUnknown') : t('expected', { time: formatClock(ticket.expectedWaitMs) })}
        </span>
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
