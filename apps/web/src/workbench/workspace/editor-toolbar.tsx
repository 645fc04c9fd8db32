'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppDispatch, useAppSelector } from '../../app-services/store/store'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { Menu } from '../../ui/menu'
import { LanguageSelect } from '../editor/language-select'
import type { EditorLanguage } from '../../app-services/languages/languages'
import type { OfferedLanguage } from '../editor/use-languages'
import { fontSizes, preferencesChanged } from '../../app-services/preferences/preferences-slice'
import styles from './editor-toolbar.module.css'

interface EditorToolbarProps {
  offered: readonly OfferedLanguage[]
  language: EditorLanguage
  isReadOnly: boolean
  isRunning: boolean
  isSubmitting: boolean
  onLanguage: (language: EditorLanguage) => void
  onRun: () => void
  onSubmit: () => void
  onReset: () => void
  onUndo: () => void
  /** While the template is there in place of what was written. */
  onUndoReset: (() => void) | null
  onHelp: () => void
  /** How long the code is, where that counts. */
  bytes?: ReactNode
}

const statusTexts = { saved: 'saved', saving: 'saving', unsaved: 'unsaved', local: 'savedHere' } as const

export function EditorToolbar(props: EditorToolbarProps) {
  const { language, isReadOnly, onLanguage, onRun, onSubmit, onReset, onUndo, onHelp } = props
  const t = useTranslations('workspace')
  const dispatch = useAppDispatch()
  const fontSizePx = useAppSelector((state) => state.preferences.fontSizePx)
  const resize = (by: number) =>
    dispatch(preferencesChanged({ fontSizePx: Math.min(fontSizes.max, Math.max(fontSizes.min, fontSizePx + by)) }))
  return (
    <div className={styles.toolbar}>
      <LanguageSelect value={language} offered={props.offered} onChange={onLanguage} isCompact />
      <Menu label={t('settings')} icon={<Icon name="settings" />}>
        {(close) => (
          <>
            <div className={styles.size}>
              <span>{t('fontSize')}</span>
              <button type="button" aria-label={t('smaller')} onClick={() => resize(-1)}>
                −
              </button>
              <output className="numerals">{fontSizePx}</output>
              <button type="button" aria-label={t('larger')} onClick={() => resize(1)}>
                +
              </button>
            </div>
            <button
              type="button"
              data-item
              disabled={isReadOnly}
              onClick={() => {
                close()
                onReset()
              }}
            >
              {t('reset')}
            </button>
            <button type="button" data-item disabled={isReadOnly} onClick={onUndo}>
              {t('undo')}
            </button>
            <button
              type="button"
              data-item
              onClick={() => {
                close()
                onHelp()
              }}
            >
              {t('shortcuts')} <kbd translate="no">?</kbd>
            </button>
          </>
        )}
      </Menu>
      {props.onUndoReset ? (
        <Button size="small" look="quiet" onClick={props.onUndoReset}>
          {t('undoReset')}
        </Button>
      ) : (
        <DraftStatusLabel />
      )}
      {props.bytes}
      <span className={styles.actions}>
        <Button size="small" title={t('runHint')} disabled={isReadOnly} isBusy={props.isRunning} onClick={onRun}>
          {t('run')}
        </Button>
        <Button
          size="small"
          look="primary"
          title={t('submitHint')}
          disabled={isReadOnly}
          isBusy={props.isSubmitting}
          onClick={onSubmit}
        >
          {t('submit')}
        </Button>
      </span>
    </div>
  )
}

function DraftStatusLabel() {
  const t = useTranslations('workspace')
  const status = useAppSelector((state) => state.drafts.status)
  return (
    <span className={styles.status} data-status={status} data-testid="draft-status">
      {t(statusTexts[status])}
    </span>
  )
}
