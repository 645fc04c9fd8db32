'use client'

import type { LiveBattles as LiveBattleList } from '@eduscale/contracts/arena'
import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation'
import { useServerNow } from '../../../app-services/context/use-server-now'
import { livePolling, queries } from '../../../app-services/resources/queries'
import { useQueryResource } from '../../../app-services/resources/use-query-resource'
import { useAppSelector } from '../../../app-services/store/store'
import { LinkButton } from '../../../ui/button'
import { formatCountdown } from '../../../ui/format-time'
import { loadLater } from '../../../ui/load-later'
import { Skeleton } from '../../../ui/skeleton'
import { ReadFailed } from '../../../app-services/errors/read-failed'
import { RatingText } from '../../../app-services/identity/rating-text'
import { RulesText } from '../battle/rules-text'
import styles from './live-battles.module.css'

const CallOffButton = loadLater(() => import('../call-off/call-off-button').then((module) => module.CallOffButton))

type LiveBattle = LiveBattleList['battles'][number]

const askAgainMs = 5_000
const shortCount = 3
const namesShown = 4

/** What can be watched now; in the arena only the first few. */
export function LiveBattles({ isShort = false }: { isShort?: boolean }) {
  const t = useTranslations('watch')
  const [battles, reload] = useQueryResource(queries.useLiveBattlesQuery(undefined, livePolling(askAgainMs)))
  const shown = isShort ? battles.value?.slice(0, shortCount) : battles.value
  const content = shown ? (
    shown.length === 0 ? (
      <Empty isShort={isShort} />
    ) : (
      <ul className={styles.list}>
        {shown.map((battle) => (
          <LiveRow key={battle.id} battle={battle} onCalledOff={isShort ? null : reload} />
        ))}
      </ul>
    )
  ) : battles.status === 'failed' ? (
    <ReadFailed error={battles.error} onAgain={reload} />
  ) : (
    <ul className={styles.list} aria-hidden="true">
      {Array.from({ length: isShort ? 1 : 4 }, (_, index) => (
        <li className={styles.row} key={index}>
          <span className={styles.main}>
            <Skeleton width="14rem" height="1.2rem" />
            <Skeleton width="20rem" height="0.9rem" />
          </span>
        </li>
      ))}
    </ul>
  )
  if (!isShort) return content
  return (
    <section className={styles.section} aria-labelledby="live-battles">
      <div className={styles.head}>
        <h2 id="live-battles">{t('liveNow')}</h2>
        <Link href="/watch">{t('all')}</Link>
      </div>
      {content}
    </section>
  )
}

function Empty({ isShort }: { isShort: boolean }) {
  const t = useTranslations('watch')
  if (isShort) return <p className={styles.none}>{t('none')}</p>
  return (
    <div className={styles.empty}>
      <h2>{t('none')}</h2>
      <p>{t('noneLead')}</p>
      <LinkButton look="primary" size="large" href="/arena">
        {t('toArena')}
      </LinkButton>
    </div>
  )
}

/** `onCalledOff` is null where nobody is offered to do that. */
function LiveRow({ battle, onCalledOff }: { battle: LiveBattle; onCalledOff: (() => void) | null }) {
  const t = useTranslations('watch')
  const { players, playerCount, rules } = battle
  const isStaff = useAppSelector((state) => state.identity.isStaff)
  const now = useServerNow(1_000)
  const leftMs = now === 0 ? null : Date.parse(battle.endsAt) - now
  const shown = players.slice(0, rules.format === 'duel' ? 2 : namesShown)
  const names = shown.map((player) => player.name).join(rules.format === 'duel' ? ` ${t('versus')} ` : ', ')
  return (
    <li className={styles.row} data-testid="live-battle">
      <span className={styles.main}>
        <Link href={`/watch/${battle.id}`}>
          <span className="visually-hidden">{t('watchThese')}</span>
          {shown.map((player, index) => (
            <span key={player.id} className={styles.player}>
              {index > 0 && <i>{rules.format === 'duel' ? t('versus') : '·'}</i>}
              <strong>{player.name}</strong> <RatingText rating={player.rating} isShort />
            </span>
          ))}
          {playerCount > shown.length && (
            <span className={styles.more}>{t('andMore', { count: playerCount - shown.length })}</span>
          )}
        </Link>
        <span className={styles.facts}>
          <RulesText rules={rules} />
        </span>
      </span>
      <span className={styles.numbers}>
        <span className={`numerals ${styles.clock}`}>
          {battle.state === 'SUSPENDED' ? t('stopped') : leftMs === null ? '–:––' : formatCountdown(leftMs)}
        </span>
        <span className={styles.facts}>{t('spectators', { count: battle.spectators })}</span>
      </span>
      {onCalledOff && isStaff && (
        <span className={styles.admin}>
          <CallOffButton battleId={battle.id} names={names} onDone={onCalledOff} />
        </span>
      )}
    </li>
  )
}
