import { useTranslations } from 'next-intl'
import type { ApiError } from '@eduscale/client/http-client'
import { Button, LinkButton } from '../../ui/button'
import { StateMessage } from '../../ui/state-message'
import { useErrorText } from '../errors/use-error-text'

/** Why there is no replay, and where to go instead: to another page where asking again can't help. */
export function ReplayRefused({ battleId, error, onAgain }: { battleId: string; error: ApiError; onAgain: () => void }) {
  const t = useTranslations('replay')
  const errors = useTranslations('error')
  const errorText = useErrorText()
  if (error.code === 'not-found' || error.code === 'bad-request') {
    return (
      <StateMessage
        title={t('missingTitle')}
        actions={
          <LinkButton look="primary" href="/battles">
            {t('toBattles')}
          </LinkButton>
        }
      >
        <p>{errors('notFound')}</p>
      </StateMessage>
    )
  }
  const isRunning = error.code === 'wrong-state' || error.code === 'forbidden'
  return (
    <StateMessage
      title={t(isRunning ? 'notYetTitle' : 'failedTitle')}
      actions={
        <>
          <Button look={isRunning ? 'secondary' : 'primary'} onClick={onAgain}>
            {errors('again')}
          </Button>
          <LinkButton look={isRunning ? 'primary' : 'secondary'} href={`/battle/${battleId}`}>
            {t('toBattle')}
          </LinkButton>
        </>
      }
    >
      <p>{isRunning ? t('notYet') : errorText(error)}</p>
    </StateMessage>
  )
}
