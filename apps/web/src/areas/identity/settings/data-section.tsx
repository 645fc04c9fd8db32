'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useAction } from '../../../app-services/errors/use-action'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Link } from '../../../i18n/navigation'
import { Button } from '../../../ui/button'
import { saveFile } from '../../../ui/save-file'
import { DeleteDialog } from './delete-dialog'
import { useProof } from './proof-context'
import { Section } from './section'
import styles from './settings.module.css'
import { useAccountCalls } from './use-account-calls'

/** What one may have of one's own, and the way out; for guests, too. */
export function DataSection({ isGuest, onChanged }: { isGuest: boolean; onChanged?: () => void }) {
  const t = useTranslations('yourData')
  const lang = useLocale()
  const { store } = useServices()
  const calls = useAccountCalls()
  const guard = useProof()
  const [isLeaving, setIsLeaving] = useState(false)
  const [download, isMaking] = useAction(async () => {
    saveFile(await guard(() => calls.exportData(lang)), 'eduscale-data.zip')
    store.dispatch(toastShown({ tone: 'good', text: t('exported') }))
    // It is among the security events.
    onChanged?.()
  })
  return (
    <Section id="your-data" title={t('title')} lead={t('lead')}>
      <p className={styles.fact}>
        {t.rich('seePrivacy', { link: (text) => <Link href="/privacy">{text}</Link> })}
        <span role="status">{isMaking && ` ${t('exporting')}`}</span>
      </p>
      <div className={styles.actions}>
        <Button isBusy={isMaking} onClick={download}>
          {t('export')}
        </Button>
        <Button look="danger" onClick={() => setIsLeaving(true)}>
          {t('delete')}
        </Button>
      </div>
      {isLeaving && <DeleteDialog isGuest={isGuest} onClose={() => setIsLeaving(false)} />}
    </Section>
  )
}
