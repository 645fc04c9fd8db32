'use client'

import type { Invite } from '@eduscale/contracts/arena'
import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useRouter } from '../../../i18n/navigation'
import { livePolling, queries } from '../../../app-services/resources/queries'
import { useAsker } from '../../../app-services/resources/use-asker'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { LinkButton } from '../../../ui/button'
import { PageHead } from '../../../ui/page-head'
import page from '../../../ui/page.module.css'
import { Skeleton } from '../../../ui/skeleton'
import { StateMessage } from '../../../ui/state-message'
import { languageName } from '../../../app-services/languages/languages'
import { RefusedPage } from '../../../app-services/errors/refused-page'
import { RatingText } from '../../../app-services/identity/rating-text'
import { InviteActions } from './invite-actions'
import styles from './invite-page.module.css'

/** While the page is open it is asked again now and then: the invitation may be taken or cancelled. */
const askAgainMs = 5_000

export function InvitePage({ id }: { id: string }) {
  const t = useTranslations('invite')
  const router = useRouter()
  // `isMine` and `battleId` hang on who asks.
  const asker = useAsker()
  const [invite, reload] = useQueryResource(
    queries.useInviteQuery(asker === null ? skipToken : { asker, id }, livePolling(askAgainMs)),
  )
  const battleId = invite.value?.battleId ?? null
  const isLate = invite.value?.battleState === 'RUNNING' && invite.value.rules.mayJoinLate
  const isOpen = invite.value?.battleState === 'LOBBY' || isLate
  useEffect(() => {
    if (battleId !== null && (!isOpen || isLate)) router.replace(`/battle/${battleId}`)
  }, [battleId, isLate, isOpen, router])

  const toArena = (
    <LinkButton look="primary" href="/arena">
      {t('toArena')}
    </LinkButton>
  )
  if (invite.status === 'failed' && !invite.value) {
    return (
      <RefusedPage
        error={invite.error}
        onAgain={reload}
        missing={{ title: t('notFoundTitle'), text: t('notFound'), way: toArena }}
        failed={{ title: t('failedTitle'), way: toArena }}
      />
    )
  }
  if (invite.value && !isOpen && battleId === null) {
    return (
      <StateMessage title={t('closedTitle')} actions={toArena}>
        <p>{t('closed')}</p>
      </StateMessage>
    )
  }
  return <div className={page.page}>{invite.value ? <Invitation invite={invite.value} /> : <Placeholder />}</div>
}

function Invitation({ invite }: { invite: Invite }) {
  const t = useTranslations('invite')
  const arena = useTranslations('arena')
  const difficulty = useTranslations('difficulty')
  const room = useTranslations('room')
  const { host, rules, isMine } = invite
  const isRoom = rules.format !== 'duel'
  const isLate = invite.battleState === 'RUNNING'
  return (
    <>
      <PageHead
        title={isMine ? t('yours') : t('title', { host: host.name })}
        lead={isMine ? t('yoursLead') : isLate ? t('leadLate') : isRoom ? t('leadRoom') : t(`leadDuel.${rules.scoring}`)}
      />
      <div className={styles.sides}>
        <p className={styles.side} data-side="rival">
          <strong>{host.name}</strong>
          <RatingText rating={host.rating} />
        </p>
        <dl className={styles.rules}>
          <div>
            <dt>{t('difficulty')}</dt>
            <dd>{difficulty(rules.difficulty ?? 'any')}</dd>
          </div>
          <div>
            <dt>{t('limit')}</dt>
            <dd>{arena('minutes', { count: Math.round(rules.limitMs / 60_000) })}</dd>
          </div>
          <div>
            <dt>{t('kind')}</dt>
            <dd>{rules.isRanked ? t('ranked') : t('casual')}</dd>
          </div>
          <div>
            <dt>{room('format')}</dt>
            <dd>
              {room(`formats.${rules.format}`)}
              {rules.teamCount !== null && `, ${room('teamCount', { count: rules.teamCount })}`}
            </dd>
          </div>
          <div>
            <dt>{room('scoring')}</dt>
            <dd>{room(`scorings.${rules.scoring}`)}</dd>
          </div>
          {isRoom && (
            <div>
              <dt>{room('seats')}</dt>
              <dd>{room('seatsShort', { count: invite.playerCount, seats: rules.maxPlayers })}</dd>
            </div>
          )}
          {rules.languages !== null && (
            <div>
              <dt>{room('languages')}</dt>
              <dd>{rules.languages.map(languageName).join(', ')}</dd>
            </div>
          )}
        </dl>
      </div>
      <InviteActions invite={invite} />
    </>
  )
}

function Placeholder() {
  return (
    <div className={styles.placeholder}>
      <Skeleton width="22rem" height="2.25rem" />
      <Skeleton width="30rem" height="1.5rem" />
      <Skeleton height="6rem" />
      <Skeleton width="14rem" height="3.25rem" />
    </div>
  )
}
