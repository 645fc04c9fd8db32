import type { ErrorCode } from '@eduscale/contracts/errors'
import { useTranslations } from 'next-intl'
import { RefusedPage } from '../../../app-services/errors/refused-page'
import { LinkButton } from '../../../ui/button'

interface ReplayRefusedProps {
  battleId: string
  error: { code: ErrorCode }
  onAgain: () => void
}

/** Why there is no replay, and where to go instead: to another page where asking again can't help. */
export function ReplayRefused({ battleId, error, onAgain }: ReplayRefusedProps) {
  const t = useTranslations('replay')
  const toBattles = (
    <LinkButton look="primary" href="/battles">
      {t('toBattles')}
    </LinkButton>
  )
  const toBattle = (
    <LinkButton look="primary" href={`/battle/${battleId}`}>
      {t('toBattle')}
    </LinkButton>
  )
  return (
    <RefusedPage
      error={error}
      onAgain={onAgain}
      missing={{ title: t('missingTitle'), way: toBattles }}
      forbidden={{ title: t('notYetTitle'), text: t('notYet'), way: toBattle, mayAskAgain: true }}
      failed={{ title: t('failedTitle'), way: toBattle }}
    />
  )
}
