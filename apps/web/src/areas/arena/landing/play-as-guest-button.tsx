'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'
import { Button, LinkButton } from '../../../ui/button'
import { useAction } from '../../../app-services/errors/use-action'

/** One click from here to the arena; whoever is somebody already just goes there. */
export function PlayAsGuestButton() {
  const t = useTranslations('landing')
  const site = useTranslations('site')
  const { identity } = useServices()
  const router = useRouter()
  const user = useAppSelector((state) => state.identity.user)
  const [play, isBusy] = useAction(async () => {
    await identity.ensureUser()
    router.push('/arena')
  })
  if (user) {
    return (
      <LinkButton href="/arena" look="primary" size="large">
        {site('arena')}
      </LinkButton>
    )
  }
  return (
    <Button look="primary" size="large" isBusy={isBusy} onClick={play}>
      {t('playAsGuest')}
    </Button>
  )
}
