import type { BattleView, Standing } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { LinkButton } from '../../../ui/button'
import { useAppSelector } from '../../../app-services/store/store'
import { outcomeText } from '../battle/outcome-text'
import styles from './watch-stage.module.css'

/** How it ended and why, and where it can be seen again. */
export function WatchOver({ view, standings }: { view: BattleView; standings: readonly Standing[] }) {
  const t = useTranslations('watch')
  const texts = useTranslations('result')
  const myId = useAppSelector((state) => state.identity.user?.id ?? null)
  const { result } = view
  if (!result) return null
  const isFinished = result.kind === 'finished'
  const { title, lead } = outcomeText({ t: texts, view, result, myId: null, group: null })
  const isMine = view.players.some((player) => player.user.id === myId)
  return (
    <div className={styles.over} role="status" data-testid="watch-over">
      <p>
        <strong>{title}.</strong> {lead} {isFinished && standings.length > 2 && t('playersCount', { count: standings.length })}
        {result.note !== null && t('calledOffNote', { note: result.note })}
      </p>
      {isFinished && (
        <LinkButton look="primary" href={`/battle/${view.id}/replay`}>
          {t('replay')}
        </LinkButton>
      )}
      {isMine && <LinkButton href={`/battle/${view.id}`}>{t('result')}</LinkButton>}
      <LinkButton look="quiet" href="/watch">
        {t('all')}
      </LinkButton>
    </div>
  )
}
