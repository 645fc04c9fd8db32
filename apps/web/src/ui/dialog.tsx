'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useId, useRef, type ReactNode } from 'react'
import styles from './dialog.module.css'
import { Icon } from './icon'
import { restoreFocus } from './restore-focus'

interface DialogProps {
  title: string
  onClose: () => void
  /** A sheet comes up from the lower edge of a phone, and is as high as the page allows. */
  look?: 'dialog' | 'sheet'
  children: ReactNode
}

/**
 * A modal dialog while it is rendered: the browser's own, which keeps focus inside and closes by Escape. It gives the focus back by
 * itself, for the browser does so only for a dialog that is closed, not for one that is taken off the page.
 */
export function Dialog({ title, onClose, look = 'dialog', children }: DialogProps) {
  const t = useTranslations('workspace')
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const before = useRef<Element | null>(null)
  useEffect(() => {
    // Once: where effects run twice the focus is inside by the second time.
    before.current ??= document.activeElement
    dialog.current?.showModal()
    return () => restoreFocus(before.current)
  }, [])
  const dismiss = useEffectEvent(onClose)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    // A click beside it closes; by keyboard the browser's Escape does.
    const click = (event: MouseEvent) => event.target === element && dismiss()
    element.addEventListener('click', click)
    return () => element.removeEventListener('click', click)
  }, [])
  return (
    <dialog ref={dialog} className={styles.dialog} data-look={look} aria-labelledby={id} onClose={onClose}>
      <div className={styles.body}>
        <div className={styles.head}>
          <h2 id={id}>{title}</h2>
          <button type="button" aria-label={t('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
