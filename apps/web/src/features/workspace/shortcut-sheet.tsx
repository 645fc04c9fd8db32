'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Dialog } from '../../ui/dialog'
import styles from './shortcut-sheet.module.css'

/** Opens by `?` anywhere but where one types. */
export function ShortcutSheet({ isOpen, onChange }: { isOpen: boolean; onChange: (isOpen: boolean) => void }) {
  const t = useTranslations('workspace')
  const [mod, setMod] = useState('Ctrl')
  useEffect(() => {
    if (/Mac|iPhone|iPad/.test(navigator.platform)) setMod('⌘')
    const press = (event: KeyboardEvent) => {
      if (
        event.key !== '?' ||
        (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]'))
      )
        return
      event.preventDefault()
      onChange(true)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [onChange])
  const rows = [
    { keys: [[mod, 'Enter']], text: t('shortcutRun') },
    { keys: [[mod, 'Shift', 'Enter']], text: t('shortcutSubmit') },
    { keys: [['Esc'], ['Tab']], text: t('shortcutLeave') },
    { keys: [[mod, 'F']], text: t('shortcutFind') },
    { keys: [[mod, '/']], text: t('shortcutComment') },
    { keys: [['←'], ['→'], ['↑'], ['↓']], text: t('shortcutPanes') },
    { keys: [['?']], text: t('shortcutSheet') },
  ]
  return (
    <Dialog title={t('shortcuts')} isOpen={isOpen} onClose={() => onChange(false)}>
      <dl className={styles.sheet}>
        {rows.map((row) => (
          <div key={row.text}>
            <dt>{row.text}</dt>
            <dd>
              {row.keys.map((combination, index) => (
                <span key={index}>
                  {combination.map((key) => (
                    <kbd key={key}>{key}</kbd>
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
