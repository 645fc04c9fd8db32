'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useResource } from '../../../app-services/resources/use-resource'
import { useAppSelector } from '../../../app-services/store/store'
import { LinkButton } from '../../../ui/button'
import { loadLater } from '../../../ui/load-later'
import { StateMessage } from '../../../ui/state-message'
import { outcomeText } from '../battle/outcome-text'
import { Framed } from '../battle/framed'

const CallOffButton = loadLater(() => import('../call-off/call-off-button').then((module) => module.CallOffButton))

interface BattleRefusedProps {
  battleId: string
  /** `others`: it goes on between other people. */
  why: 'visitor' | 'others' | 'missing'
  onCalledOff: () => void
}

export function BattleRefused({ battleId, why, onCalledOff }: BattleRefusedProps) {
  return (
    <Framed>
      {why === 'visitor' ? (
        <OfVisitor battleId={battleId} />
      ) : why === 'others' ? (
        <OfOthers battleId={battleId} onCalledOff={onCalledOff} />
      ) : (
        <Missing />
      )}
    </Framed>
  )
}

/** Somebody without a session may be one of its players, and may know what everybody may. */
function OfVisitor({ battleId }: { battleId: string }) {
  const t = useTranslations('battle')
  const texts = useTranslations('result')
  const { api } = useServices()
  const [battle] = useResource(useCallback((signal: AbortSignal) => api.getBattle(battleId, { signal }), [api, battleId]))
  const code = battle.error?.code
  if (code === 'not-found' || code === 'bad-request') return <Missing />
  const view = battle.value
  const result = view?.result
  const outcome = view && result ? outcomeText({ t: texts, view, result, myId: null, group: null }) : null
  return (
    <StateMessage
      title={outcome?.title ?? t('visitorTitle')}
      actions={
        <>
          {result?.kind === 'finished' && (
            <LinkButton look="primary" href={`/battle/${battleId}/replay`}>
              {texts('replay')}
            </LinkButton>
          )}
          <LinkButton look={outcome ? 'secondary' : 'primary'} href={`/sign-in?to=/battle/${battleId}`}>
            {t('signIn')}
          </LinkButton>
          {code === 'forbidden' && <LinkButton href={`/watch/${battleId}`}>{t('watchIt')}</LinkButton>}
        </>
      }
    >
      {outcome && <p>{outcome.lead}</p>}
      <p>{t(outcome ? 'visitorOver' : code === 'forbidden' ? 'visitorWatch' : 'visitor')}</p>
    </StateMessage>
  )
}

function OfOthers({ battleId, onCalledOff }: { battleId: string; onCalledOff: () => void }) {
  const t = useTranslations('battle')
  const isStaff = useAppSelector((state) => state.identity.isStaff)
  return (
    <StateMessage
      title={t('refusedTitle')}
      actions={
        <>
          <LinkButton look="primary" href={`/watch/${battleId}`}>
            {t('watchIt')}
          </LinkButton>
          <LinkButton href="/arena">{t('toArena')}</LinkButton>
          {isStaff && <CallOffButton battleId={battleId} onDone={onCalledOff} size="medium" />}
        </>
      }
    >
      <p>{t('refusedWatch')}</p>
    </StateMessage>
  )
}

function Missing() {
  const t = useTranslations('battle')
  return (
    <StateMessage
      title={t('refusedTitle')}
      actions={
        <LinkButton look="primary" href="/arena">
          {t('toArena')}
        </LinkButton>
      }
    >
      <p>{t('refused')}</p>
    </StateMessage>
  )
}
