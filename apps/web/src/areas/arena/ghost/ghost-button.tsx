'use client'

import type { BattlePlayerView, BattleView } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { Button, type ButtonLook } from '../../../ui/button'
import { primeCue } from '../cues/cue'
import { useAction } from '../../../app-services/errors/use-action'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'

interface GhostButtonProps {
  battleId: string
  player: BattlePlayerView
  myId: string | null
  look?: ButtonLook
  size?: 'small' | 'medium'
}

/** A battle on the same problem against what somebody did in this one, themselves included. Whoever isn't signed in plays as a guest. */
export function GhostButton({ battleId, player, myId, look = 'secondary', size = 'small' }: GhostButtonProps) {
  const t = useTranslations('ghost')
  const { api, store, identity } = useServices()
  const router = useRouter()
  const { id, name } = player.user
  const [race, isBusy] = useAction(async () => {
    primeCue()
    await identity.ensureUser()
    const opened = await api.openGhostBattle({ battleId, userId: id })
    store.dispatch(activeBattleChanged(opened.battleId))
    router.push(`/battle/${opened.battleId}`)
  })
  return (
    <Button look={look} size={size} isBusy={isBusy} onClick={race} title={t('about')}>
      {id === myId ? t('raceMine') : t('race', { name })}
    </Button>
  )
}

/** Who can be played against: a person who solved it. */
export function hasGhost(view: BattleView, player: BattlePlayerView): boolean {
  const isPerson = player.user.kind === 'guest' || player.user.kind === 'member'
  return view.state === 'FINISHED' && isPerson && player.submissions.some(({ verdict }) => verdict === 'AC')
}
