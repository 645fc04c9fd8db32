import { useTranslations } from 'next-intl'
import { SiteHeader } from '../features/shell/site-header'
import { LinkButton } from '../ui/button'
import { StateMessage } from '../ui/state-message'

export default function NotFound() {
  const t = useTranslations('error')
  return (
    <>
      <SiteHeader />
      <main id="content" tabIndex={-1}>
        <StateMessage
          title={t('notFoundTitle')}
          actions={
            <LinkButton look="primary" href="/">
              {t('home')}
            </LinkButton>
          }
        >
          <p>{t('notFound')}</p>
        </StateMessage>
      </main>
    </>
  )
}
