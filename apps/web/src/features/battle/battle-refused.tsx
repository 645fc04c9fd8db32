import { useTranslations } from 'next-intl'
import { LinkButton } from '../../ui/button'
import { StateMessage } from '../../ui/state-message'
import { Framed } from './framed'

export function BattleRefused() {
  const t = useTranslations('battle')
  return (
    <Framed>
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
    </Framed>
  )
}
