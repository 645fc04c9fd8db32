'use client'

import { useTranslations } from 'next-intl'
import { useAppSelector } from '../../app-services/store/store'
import { Dialog } from '../../ui/dialog'
import styles from './shortcut-sheet.module.css'

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('workspace')
  const isBattle = useAppSelector((state) => state.battle.battleId !== null)
  const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
  const alt = mod === '⌘' ? '⌥' : 'Alt'
  const rows = [
    { keys: [[mod, 'Enter']], text: t('shortcutRun') },
    { keys: [[mod, 'Shift', 'Enter']], text: t('shortcutSubmit') },
    { keys: [['Esc'], ['Tab']], text: t('shortcutLeave') },
    { keys: [[alt, 'K']], text: t('shortcutCode') },
    { keys: [[alt, 'P']], text: t('shortcutProblem') },
    { keys: [[mod, 'F']], text: t('shortcutFind') },
    { keys: [[mod, '/']], text: t('shortcutComment') },
    { keys: [['←'], ['→'], ['↑'], ['↓']], text: t('shortcutPanes') },
    ...(isBattle ? [{ keys: [[alt, 'Q']], text: t('shortcutQuery') }] : []),
    { keys: [['?']], text: t('shortcutSheet') },
  ]
  return (
    <Dialog title={t('shortcuts')} onClose={onClose}>
      <dl className={styles.sheet}>
        {rows.map((row) => (
          <div key={row.text}>
            <dt>{row.text}</dt>
            <dd>
              {row.keys.map((combination, index) => (
                <span key={index}>
                  {combination.map((key) => (
                    <kbd key={key} translate="no">
                      {key}
                    </kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
