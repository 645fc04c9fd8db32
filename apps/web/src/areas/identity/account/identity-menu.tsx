'use client'

import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'
import { Icon } from '../../../ui/icon'
import { useDisclosure } from '../../../ui/use-disclosure'
import { useAction } from '../../../app-services/errors/use-action'
import { Settings } from '../../../app-services/preferences/settings'
import styles from './identity-menu.module.css'
import { OtherPeople } from './other-people'
import { RatingText } from '../../../app-services/identity/rating-text'

/** Who one is in this tab: always visible, since two tabs of one browser may be two players. */
export function IdentityMenu() {
  const t = useTranslations('identity')
  const user = useAppSelector((state) => state.identity.user)
  const status = useAppSelector((state) => state.identity.status)
  const { isOpen, setIsOpen, root, button, id } = useDisclosure()

  return (
    <div className={styles.root} ref={root}>
      <button
        ref={button}
        type="button"
        className={styles.chip}
        title={user ? t('menu', { name: user.name }) : t('menuVisitor')}
        aria-expanded={isOpen}
        aria-controls={id}
        data-testid="identity"
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name="user" />
        <span className={styles.name}>{user ? user.name : status === 'unknown' ? '' : t('signIn')}</span>
        {user?.kind === 'guest' && <span className={styles.tag}>{t('guest')}</span>}
      </button>
      <div id={id} className={styles.panel} hidden={!isOpen}>
        {isOpen && <Panel close={() => setIsOpen(false)} />}
      </div>
    </div>
  )
}

function Panel({ close }: { close: () => void }) {
  const t = useTranslations('identity')
  const { identity } = useServices()
  const user = useAppSelector((state) => state.identity.user)
  const isStaff = useAppSelector((state) => state.identity.isStaff)
  const [signOut] = useAction(async () => {
    await identity.signOut()
    close()
  })
  const [anotherGuest, isMaking] = useAction(async () => {
    await identity.playAsGuest('tab')
    close()
  })
  return (
    <>
      {user ? (
        <div className={styles.who}>
          <p className={styles.small}>{t('inThisTab')}</p>
          <p className={styles.big}>{user.name}</p>
          <p className={styles.small}>
            {t(user.kind)} · <RatingText rating={user.rating} />
          </p>
          {identity.isTabOnly() && <p className={styles.note}>{t('thisTabOnly')}</p>}
        </div>
      ) : (
        <p className={styles.who}>{t('nobody')}</p>
      )}
      <div className={styles.list}>
        {isStaff && (
          <Link href="/admin" onClick={close}>
            {t('admin')}
          </Link>
        )}
        {user && (
          <Link href="/settings" onClick={close}>
            {t('settings')}
          </Link>
        )}
        {user?.kind !== 'member' && (
          <Link href="/register" onClick={close}>
            {user ? t('register') : t('createAccount')}
            <small>{t('registerHint')}</small>
          </Link>
        )}
        {user?.kind !== 'member' && (
          <Link href="/sign-in" onClick={close}>
            {t('signIn')}
          </Link>
        )}
        <button type="button" disabled={isMaking} onClick={anotherGuest}>
          {user ? t('anotherGuest') : t('playAsGuest')}
        </button>
        {user && (
          <button type="button" onClick={signOut}>
            {t('signOut')}
          </button>
        )}
        <Link href="/privacy" onClick={close}>
          {t('privacy')}
        </Link>
      </div>
      <OtherPeople close={close} />
      <Settings />
    </>
  )
}
