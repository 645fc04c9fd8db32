'use client'

import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import styles from './moments-button.module.css'

export interface Moment {
  atMs: number
  text: ReactNode
}

interface MomentsButtonProps {
  label: string
  title: string
  lead: string
  /** Said of a player without any. */
  nothing: string
  players: readonly { id: string; name: string; moments: readonly Moment[] }[]
  onSeek: (ms: number) => void
}

/** Small marks of the timeline as a list to read and to go to, for whoever has no pointer to hit them with. */
export function MomentsButton({ label, title, lead, nothing, players, onSeek }: MomentsButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button size="small" look="quiet" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <Dialog title={title} onClose={() => setIsOpen(false)}>
          <p className={styles.lead}>{lead}</p>
          {players.map(({ id, name, moments }) => (
            <section key={id} className={styles.player}>
              <h3>{name}</h3>
              {moments.length === 0 ? (
                <p className={styles.lead}>{nothing}</p>
              ) : (
                <ul className={styles.list}>
                  {moments.map(({ atMs, text }, index) => (
                    <li key={index}>
                      <button
                        type="button"
                        onClick={() => {
                          onSeek(atMs)
                          setIsOpen(false)
                        }}
                      >
                        {text}
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
