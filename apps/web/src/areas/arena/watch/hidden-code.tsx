import type { BattlePlayerView } from '@eduscale/contracts/battle'
import type { Cursor } from '@eduscale/contracts/typing'
import { useTranslations } from 'next-intl'
import styles from './hidden-code.module.css'

/** In place of a player's code, which nobody else sees before the end: where they stand in it, and what it depends on. */
export function HiddenCode({ player, cursor, isOver }: { player: BattlePlayerView; cursor: Cursor | null; isOver: boolean }) {
  const t = useTranslations('watch')
  const { name } = player.user
  return (
    <section className={styles.hidden} aria-label={name} data-testid="hidden-code">
      <p className={`numerals ${styles.position}`}>
        {cursor
          ? t('position', { name, line: String(cursor.line), lines: String(cursor.lines) })
          : t('positionUnknown', { name })}
      </p>
      <p>{isOver ? t('codeInReplay') : player.allowsLiveCode ? t('codeAllowed', { name }) : t('codeHidden')}</p>
    </section>
  )
}
