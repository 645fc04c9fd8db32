'use client'

import { useTranslations } from 'next-intl'
import { Component, type ReactNode } from 'react'
import { Button } from './button'
import styles from './load-boundary.module.css'
import { LoadError } from './load-patiently'

interface LoadBoundaryProps {
  /** Gives other children, which load anew. */
  onRetry: () => void
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
        onRetry={() => {
          this.props.onRetry()
          this.setState({ error: null })
        }}
      />
    )
  }
}

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('error')
  return (
    <span className={styles.failed} role="alert" data-testid="not-loaded">
      <span>{t('notLoaded')}</span>{' '}
      <Button size="small" onClick={onRetry}>
        {t('again')}
      </Button>
    </span>
  )
}
