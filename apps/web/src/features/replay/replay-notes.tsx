'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import styles from './replay-notes.module.css'
import type { ReplayLane } from './replay-timeline'
import { signalText } from './signal-text'

/** What the typing shows, told to its author as to everybody else. */
export function ReplayNotes({ lanes, onSeek }: { lanes: readonly ReplayLane[]; onSeek: (ms: number) => void }) {
  const t = useTranslations('replay')
  const [isOpen, setIsOpen] = useState(false)
  const count = lanes.reduce((sum, lane) => sum + lane.signals.length, 0)
  return (
    <>
      <Button size="small" look="quiet" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {t('notes', { count })}
      </Button>
      {isOpen && (
        <Dialog title={t('notesTitle')} onClose={() => setIsOpen(false)}>
          <p className={styles.lead}>{t('notesLead')}</p>
          {lanes.map(({ player, signals }) => (
            <section key={player.user.id} className={styles.player}>
              <h3>{player.user.name}</h3>
              {signals.length === 0 ? (
                <p className={styles.lead}>{t('noNotes')}</p>
              ) : (
                <ul className={styles.list}>
                  {signals.map((signal, index) => (
                    <li key={index}>
                      <button
                        type="button"
                        onClick={() => {
                          onSeek(signal.atMs)
                          setIsOpen(false)
                        }}
                      >
                        {signalText(t, signal)}
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          ))}
        </Dialog>
      )}
    </>
  )
}
