'use client'

import { useTranslations } from 'next-intl'
import { useServices } from '../../../app-services/context/use-services'
import { Button, LinkButton } from '../../../ui/button'
import { StateMessage } from '../../../ui/state-message'
import { BattleSkeleton } from '../battle/battle-skeleton'
import { Framed } from '../battle/framed'
import { useAction } from '../../../app-services/errors/use-action'
import { useErrorText } from '../../../app-services/errors/use-error-text'
import { useWatch } from './use-watch'
import { WatchStage } from './watch-stage'

export function WatchPage({ battleId }: { battleId: string }) {
  const watching = useWatch(battleId)
  const { refused, view, isTooEarly } = watching.state
  if (refused) return <Refused battleId={battleId} refused={refused} />
  if (isTooEarly && !view) return <Waiting delayMs={null} />
  if (!view) return <BattleSkeleton />
  // The delay counts from the very first event: whoever comes early sees the room before it is shown anybody.
  const hasBegun = view.startsAt !== null && view.state !== 'COUNTDOWN'
  if (!hasBegun && view.result === null) return <Waiting delayMs={watching.state.delayMs} />
  return <WatchStage view={view} watching={watching} />
}

/** `delayMs` is null while the players themselves aren't at the start line. */
function Waiting({ delayMs }: { delayMs: number | null }) {
  const t = useTranslations('watch')
  return (
    <Framed>
      <StateMessage
        title={t('waitingTitle')}
        actions={
          <LinkButton look="quiet" href="/watch">
            {t('all')}
          </LinkButton>
        }
      >
        <p role="status" data-testid="watch-waiting">
          {delayMs === null ? t('tooEarly') : t('waiting', { seconds: Math.round(delayMs / 1_000) })}
        </p>
      </StateMessage>
    </Framed>
  )
}

function Refused({ battleId, refused }: { battleId: string; refused: Parameters<ReturnType<typeof useErrorText>>[0] }) {
  const t = useTranslations('watch')
  const errorText = useErrorText()
  const { identity } = useServices()
  const [enter, isBusy] = useAction(async () => {
    await identity.ensureUser()
  })
  const isVisitor = refused.code === 'unauthenticated'
  const isPlayer = refused.code === 'forbidden'
  return (
    <Framed>
      <StateMessage
        title={isVisitor ? t('visitorTitle') : isPlayer ? t('playerTitle') : t('refusedTitle')}
        actions={
          <>
            {isVisitor && (
              <Button look="primary" isBusy={isBusy} onClick={enter}>
                {t('asGuest')}
              </Button>
            )}
            {isPlayer && (
              <LinkButton look="primary" href={`/battle/${battleId}`}>
                {t('toBattle')}
              </LinkButton>
            )}
            <LinkButton look={isVisitor || isPlayer ? 'quiet' : 'primary'} href="/watch">
              {t('all')}
            </LinkButton>
          </>
        }
      >
        <p>
          {isVisitor ? t('visitor') : isPlayer ? t('player') : refused.code === 'not-found' ? t('refused') : errorText(refused)}
        </p>
      </StateMessage>
    </Framed>
  )
}
