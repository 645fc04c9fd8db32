'use client'

import { useTranslations } from 'next-intl'
import { Component, useEffect, useEffectEvent, type ReactNode } from 'react'
import { Button } from './button'
import styles from './load-boundary.module.css'
import { LoadError } from './load-patiently'

/**
 * `inline`: where the part would be. `bar`: likewise, in a row that is full. `dialog`: over the page, as a dialog would be. `none`: it shows
 * nothing, so nobody can miss it: it is asked for again by itself.
 */
export type NoticePlace = 'inline' | 'bar' | 'dialog' | 'none'

const againAfterMs = 10_000

interface LoadBoundaryProps {
  notice: NoticePlace
  /** Gives other children, which load anew. */
  onRetry: () => void
  /** Takes a dialog off the page that can't be had. */
  onClose: (() => void) | null
  children: ReactNode
}

/** Around a part that is loaded later. Any other error is none of its business, and goes on to the page's own net. */
export class LoadBoundary extends Component<LoadBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    if (!(error instanceof LoadError)) throw error
    return (
      <NotLoaded
        notice={this.props.notice}
        onClose={this.props.onClose}
        onRetry={() => {
          this.props.onRetry()
          this.setState({ error: null })
        }}
      />
    )
  }
}

interface NotLoadedProps {
  notice: NoticePlace
  onRetry: () => void
  onClose: (() => void) | null
}

function NotLoaded({ notice, onRetry, onClose }: NotLoadedProps) {
  const t = useTranslations('error')
  const retry = useEffectEvent(onRetry)
  useEffect(() => {
    if (notice !== 'none') return
    const timer = setTimeout(() => retry(), againAfterMs)
    return () => clearTimeout(timer)
  }, [notice])
  if (notice === 'none') return null
  return (
    <span className={styles.failed} data-notice={notice} role="alert" data-testid="not-loaded">
      <span className={notice === 'bar' ? 'visually-hidden' : undefined}>{t('notLoaded')}</span>{' '}
      <Button size="small" title={notice === 'bar' ? t('notLoaded') : undefined} onClick={onRetry}>
        {t('again')}
      </Button>
      {notice === 'dialog' && onClose && (
        <Button size="small" look="quiet" onClick={onClose}>
          {t('dismiss')}
        </Button>
      )}
    </span>
  )
}
