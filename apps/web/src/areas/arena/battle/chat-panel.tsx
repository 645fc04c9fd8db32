'use client'

import type { BattlePlayerView } from '@eduscale/contracts/battle'
import type { ChatPreset } from '@eduscale/contracts/room'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import styles from './battle-chat.module.css'
import { chatPresets as presets, type Said } from './chat-presets'

interface ChatPanelProps {
  said: readonly Said[]
  others: readonly BattlePlayerView[]
  muted: readonly string[]
  nameOf: (id: string) => string
  onSay: (preset: ChatPreset) => void
  onMute: (userId: string, isMuted: boolean) => void
}

export function ChatPanel({ said, others, muted, nameOf, onSay, onMute }: ChatPanelProps) {
  const t = useTranslations('chat')
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const press = (event: KeyboardEvent) => {
    const preset = presets[Number(event.key) - 1]
    if (preset === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onSay(preset)
  }
  return (
    <>
      {said.length > 0 && (
        <ul className={styles.said} aria-label={t('heard')} aria-live="polite">
          {said.slice(-4).map(({ id, from, preset }) => (
            <li key={id}>
              <strong>{nameOf(from)}</strong> {t(`preset.${preset}`)}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.presets} role="group" aria-label={t('say')}>
        {presets.map((preset, index) => (
          <button
            key={preset}
            ref={index === 0 ? first : undefined}
            type="button"
            aria-keyshortcuts={String(index + 1)}
            onKeyDown={press}
            onClick={() => onSay(preset)}
          >
            <kbd aria-hidden="true" translate="no">
              {index + 1}
            </kbd>{' '}
            {t(`preset.${preset}`)}
          </button>
        ))}
      </div>
      {others.length > 0 && (
        <details className={styles.mutes}>
          <summary>{t('mute', { count: muted.length })}</summary>
          <ul>
            {others.map(({ user }) => (
              <li key={user.id}>
                <label>
                  <input
                    type="checkbox"
                    checked={muted.includes(user.id)}
                    onChange={(event) => onMute(user.id, event.target.checked)}
                  />
                  {user.name}
                </label>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
