'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useAction } from '../../../app-services/errors/use-action'
import type { Slot } from '../../../app-services/identity/identity-storage'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { Icon } from '../../../ui/icon'
import styles from './identity-menu.module.css'

/** Whom else this browser can be: this tab goes on as one of them, or one of them is signed out everywhere in it. */
export function OtherPeople({ close }: { close: () => void }) {
  const t = useTranslations('identity')
  const { identity, store } = useServices()
  const [others, setOthers] = useState(() => identity.listOthers())
  const title = useRef<HTMLParagraphElement>(null)
  const [signOut] = useAction(async ({ slot, user }: Slot) => {
    await identity.signOutOf(slot)
    // The button that had the focus goes with its row.
    title.current?.focus()
    setOthers(identity.listOthers())
    store.dispatch(toastShown({ tone: 'good', text: t('signedOutOther', { name: user?.name ?? '' }) }))
  })
  const isNobody = others.length === 0
  return (
    <div className={isNobody ? 'visually-hidden' : styles.others}>
      <p ref={title} tabIndex={-1} className={styles.small} id="other-people">
        {isNobody ? '' : t('others')}
      </p>
      <ul hidden={isNobody} aria-labelledby="other-people">
        {others.map((slot) => (
          <li key={slot.slot} data-testid="other-person">
            <button
              type="button"
              onClick={() => {
                identity.switchTo(slot)
                close()
              }}
            >
              {t('switchTo', { name: slot.user?.name ?? '' })}
              {slot.user && slot.user.kind !== 'bot' && <small>{t(slot.user.kind)}</small>}
            </button>
            <button
              type="button"
              className={styles.out}
              aria-label={t('signOutOther', { name: slot.user?.name ?? '' })}
              title={t('signOutOther', { name: slot.user?.name ?? '' })}
              onClick={() => signOut(slot)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
