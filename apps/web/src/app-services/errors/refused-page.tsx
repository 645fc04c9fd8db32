'use client'

import type { ErrorCode } from '@eduscale/contracts/errors'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button'
import { StateMessage } from '../../ui/state-message'
import { useErrorText } from './use-error-text'

/** What is said, and where one can go instead. */
interface Told {
  title: string
  text?: string
  /** A link that looks like a button. */
  way: ReactNode
}

interface RefusedPageProps {
  error: { code: ErrorCode }
  onAgain: () => void
  /** There is no such thing. */
  missing: Told
  /** It isn't for whoever looks. A page without this shows `failed` then. */
  forbidden?: Told & { mayAskAgain?: boolean }
  /** Anything else; without a title: that something broke. */
  failed: Omit<Told, 'title'> & { title?: string }
}

/** Instead of a page that can't be had: why, and a way on. Asking again is offered where that may help. */
export function RefusedPage({ error, onAgain, missing, forbidden, failed }: RefusedPageProps) {
  const t = useTranslations('error')
  const errorText = useErrorText()
  const again = <Button onClick={onAgain}>{t('again')}</Button>
  switch (whyRefused(error.code)) {
    case 'missing':
      return <Refused title={missing.title} text={missing.text ?? t('notFound')} actions={missing.way} />
    case 'forbidden': {
      if (!forbidden) break
      const { title, text, way, mayAskAgain = false } = forbidden
      return (
        <Refused
          title={title}
          text={text ?? errorText(error)}
          actions={
            <>
              {way}
              {mayAskAgain && again}
            </>
          }
        />
      )
    }
    case 'failed':
  }
  return (
    <Refused
      title={failed.title ?? t('title')}
      text={failed.text ?? errorText(error)}
      actions={
        <>
          {again}
          {failed.way}
        </>
      }
    />
  )
}

function Refused({ title, text, actions }: { title: string; text: string; actions: ReactNode }) {
  return (
    <StateMessage title={title} actions={actions}>
      <p>{text}</p>
    </StateMessage>
  )
}

/** What is no id can't be the id of anything. */
function whyRefused(code: ErrorCode): 'missing' | 'forbidden' | 'failed' {
  switch (code) {
    case 'not-found':
    case 'bad-request':
      return 'missing'
    case 'forbidden':
    case 'unauthenticated':
    case 'wrong-state':
      return 'forbidden'
    default:
      return 'failed'
  }
}
