'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattlePlayerView } from '@eduscale/contracts/battle'
import type { ChatPreset } from '@eduscale/contracts/room'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { Icon } from '../../../ui/icon'
import { useErrorText } from '../../../app-services/errors/use-error-text'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import styles from './battle-chat.module.css'
import type { Said } from './chat-presets'
import { Popover } from '../../../ui/popover'
import { loadLater } from '../../../ui/load-later'
import { isMachine } from './sides'

const ChatPanel = loadLater(() => import('./chat-panel').then((module) => module.ChatPanel))

interface BattleChatProps {
  room: BattleRoom
  players: readonly BattlePlayerView[]
  myId: string
  isOnPage?: boolean
}

const kept = 20

/**
 * A closed list of things to say: friendly, and nothing that helps. While it is closed, what comes in is counted, and between two it
 * shows as a toast: many would cover the page with theirs.
 */
export function BattleChat({ room, players, myId, isOnPage = false }: BattleChatProps) {
  const t = useTranslations('chat')
  const errorText = useErrorText()
  const { store } = useServices()
  const [said, setSaid] = useState<readonly Said[]>([])
  const [muted, setMuted] = useState(room.state.muted)
  const [unread, setUnread] = useState(0)
  const [isOpen, setIsOpen] = useState(false)
  const nameOf = (id: string) => players.find(({ user }) => user.id === id)?.user.name ?? ''
  const heard = useEffectEvent((from: string, preset: ChatPreset) => {
    setSaid((before) => [...before, { id: (before.at(-1)?.id ?? 0) + 1, from, preset }].slice(-kept))
    if (from === myId || isOpen) return
    setUnread((count) => count + 1)
    if (players.length > 2) return
    store.dispatch(toastShown({ tone: 'info', text: t('said', { name: nameOf(from), text: t(`preset.${preset}`) }) }))
  })
  useEffect(
    () =>
      room.subscribe({
        onChat: ({ from, preset }) => heard(from, preset),
        onState: (state) => setMuted(state.muted),
      }),
    [room],
  )
  const say = async (preset: ChatPreset) => {
    const refused = await room.sendChat(preset)
    if (refused) store.dispatch(toastShown({ tone: 'bad', text: errorText(refused) }))
  }
  const mute = async (userId: string, isMuted: boolean) => {
    // Shown at once; the server's answer comes as the room's state.
    setMuted((before) => (isMuted ? [...before, userId] : before.filter((id) => id !== userId)))
    const refused = await room.mute(userId, isMuted)
    if (!refused) return
    setMuted(room.state.muted)
    store.dispatch(toastShown({ tone: 'bad', text: errorText(refused) }))
  }
  return (
    <Popover
      label={t('chat')}
      icon={<Icon name="chat" size={isOnPage ? 16 : 14} />}
      isOnPage={isOnPage}
      badge={unread}
      testId="chat"
      onToggle={(isNowOpen) => {
        setIsOpen(isNowOpen)
        if (isNowOpen) setUnread(0)
      }}
    >
      {(close) => (
        <div className={styles.chat}>
          <ChatPanel
            said={said}
            others={players.filter(({ user }) => user.id !== myId && !isMachine(user))}
            muted={muted}
            nameOf={nameOf}
            onSay={(preset) => {
              void say(preset)
              close()
            }}
            onMute={(userId, isMuted) => void mute(userId, isMuted)}
          />
        </div>
      )}
    </Popover>
  )
}
