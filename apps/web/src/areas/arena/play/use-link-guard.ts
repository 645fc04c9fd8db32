'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { canBeHad } from '../../../app-services/api/can-be-had'
import { useAppDispatch } from '../../../app-services/store/store'
import { toastShown } from '../../../app-services/toasts/toasts-slice'

/**
 * While a battle goes on, a link of the app is followed only where its page can be had: with the web server away the browser's own
 * error page would take the place of the battle, whose api nodes may be well.
 */
export function useLinkGuard(isOn: boolean): void {
  const router = useRouter()
  const dispatch = useAppDispatch()
  const t = useTranslations('battle')
  useEffect(() => {
    if (!isOn) return
    const follow = async (href: string) => {
      if (await canBeHad(href)) router.push(href)
      else dispatch(toastShown({ tone: 'bad', text: t('pageAway') }))
    }
    const onClick = (event: MouseEvent) => {
      const href = pathOf(event)
      if (href === null) return
      event.preventDefault()
      void follow(href)
    }
    document.addEventListener('click', onClick, { capture: true })
    return () => document.removeEventListener('click', onClick, { capture: true })
  }, [isOn, router, dispatch, t])
}

/** Of a plain click on a link to another page of the app, the path. */
function pathOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return null
  return link.pathname === location.pathname ? null : link.pathname + link.search + link.hash
}
