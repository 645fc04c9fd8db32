'use client'

import type { Problem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { memo, useCallback, useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useAppDispatch, useAppSelector } from '../../store/store'
import { useDocument } from '../drafts/use-document'
import { CodeEditor, type EditorHandle } from '../editor/code-editor'
import type { EditorLanguage } from '../editor/languages'
import type { EditOp } from '@eduscale/rules/text-change'
import { chooseLanguage, useLanguages } from '../editor/use-languages'
import { preferencesChanged } from '../preferences/preferences-slice'
import { toastShown } from '../toasts/toasts-slice'
import { EditorToolbar } from './editor-toolbar'
import { JudgingNote } from './judging-note'
import { PaneDivider } from './pane-divider'
import { useHelpKey } from './use-help-key'
import { StatementPane } from './statement-pane'
import type { SubmissionEntry } from './submission-list'
import { useFiles } from './use-files'
import { useRunner, type Senders } from './use-runner'
import { useStarter } from './use-starter'
import { ViewSwitch, type WorkspaceView } from './view-switch'
import styles from './workspace.module.css'
import { loadLater } from '../../ui/load-later'

// What the console shows comes with the first run: until then there is nothing to show.
const RunConsole = loadLater(() => import('../console/run-console').then((module) => module.RunConsole))
const OwnInput = loadLater(() => import('./own-input').then((module) => module.OwnInput))
const FilesPanel = loadLater(() => import('./files-panel').then((module) => module.FilesPanel))
const SubmissionList = loadLater(() => import('./submission-list').then((module) => module.SubmissionList))
const ShortcutSheet = loadLater(() => import('./shortcut-sheet').then((module) => module.ShortcutSheet))

export interface WorkspaceProps {
  problem: Problem
  senders: Senders
  /** Drafts from before don't count: the start of the battle. */
  notBefore?: number | null
  isReadOnly?: boolean
  submissions: readonly SubmissionEntry[]
  /** The execution to show after a reload. */
  latestRunId?: string | null
  onDocument?: (language: EditorLanguage, text: string, by: string) => void
  onEdit?: (language: EditorLanguage, op: EditOp, by: string | undefined) => void
  onCursor?: (line: number, lines: number) => void
  /** A new number opens the newest saved draft again. */
  reloadToken?: number
  /** Whether there may be files beside the code. */
  mayAddFiles?: boolean
  banner?: ReactNode
}

type ConsoleTab = 'tests' | 'input' | 'files' | 'history'

/** Problem, code and result: the same in battles and in practice. */
export const Workspace = memo(function Workspace(props: WorkspaceProps) {
  const {
    problem,
    senders,
    notBefore = null,
    isReadOnly = false,
    submissions,
    latestRunId = null,
    mayAddFiles = false,
    onDocument,
    onEdit,
    onCursor,
  } = props
  const t = useTranslations('workspace')
  const dispatch = useAppDispatch()
  const preferred = useAppSelector((state) => state.preferences.language)
  const fontSizePx = useAppSelector((state) => state.preferences.fontSizePx)
  const offered = useLanguages(problem)
  const language = chooseLanguage(problem, offered, preferred)
  const starter = useStarter(problem, language)
  const document = useDocument({ slug: problem.slug, language, starter, notBefore })
  const editor = useRef<EditorHandle>(null)
  const grid = useRef<HTMLDivElement>(null)
  const code = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<WorkspaceView>('problem')
  const [tab, setTab] = useState<ConsoleTab>('tests')
  const [input, setInput] = useState('')
  const [files, setFiles] = useFiles(problem.slug)
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  useHelpKey(() => setIsHelpOpen(true))
  const runner = useRunner({
    senders,
    latestRunId,
    onStart: () => {
      setTab('tests')
      setView('result')
      document.save()
    },
  })

  const documentKey = document.document?.key
  const announce = useEffectEvent(() => {
    if (document.document) onDocument?.(document.document.language, document.document.text, 'open')
  })
  useEffect(() => {
    if (documentKey !== undefined) announce()
  }, [documentKey])
  const { reloadToken } = props
  const reload = document.reload
  useEffect(() => {
    if (reloadToken) reload()
  }, [reloadToken, reload])

  const wantsOutputs = problem.io === 'outputs'
  const sources = () => ({
    language,
    code: wantsOutputs ? '' : (editor.current?.text() ?? ''),
    files: mayAddFiles || wantsOutputs ? files : [],
  })
  const run = () => runner.run({ ...sources(), input: tab === 'input' ? input : null })
  const submit = () => runner.submit(sources())
  const reset = () => {
    editor.current?.replace(starter ?? '', 'reset')
    editor.current?.focus()
    dispatch(toastShown({ tone: 'info', text: t('resetDone') }))
  }
  const useAsInput = useCallback((text: string) => {
    setInput(text)
    setTab('input')
    setView('result')
  }, [])

  return (
    <div className={styles.workspace} data-view={view}>
      {props.banner}
      <ViewSwitch view={view} title={problem.title} onChange={setView} />
      <div className={styles.columns} ref={grid}>
        <section className={styles.problem} aria-label={t('problem')} data-panel="problem">
          <StatementPane problem={problem} onUseInput={useAsInput} />
        </section>
        <div className={styles.dividerX}>
          <PaneDivider grid={grid} property="--split-x" orientation="vertical" label={t('resizeColumns')} initial={42} />
        </div>
        <div className={styles.right} ref={code}>
          <section className={styles.code} aria-label={t('code')} data-panel="code">
            <EditorToolbar
              language={language}
              offered={offered}
              isReadOnly={isReadOnly}
              isBusy={runner.isSending}
              onLanguage={(next) => dispatch(preferencesChanged({ language: next }))}
              onRun={run}
              onSubmit={submit}
              onReset={reset}
              onUndo={() => editor.current?.undo()}
              onHelp={() => setIsHelpOpen(true)}
            />
            <JudgingNote problem={problem} />
            <div className={styles.editor}>
              {document.document && (
                <CodeEditor
                  ref={editor}
                  documentKey={document.document.key}
                  initialText={document.document.text}
                  language={document.document.language}
                  fontSizePx={fontSizePx}
                  isReadOnly={isReadOnly || !document.isCurrent}
                  onEdit={(op, by, text) => {
                    if (!document.isCurrent) return
                    document.changed(text())
                    onEdit?.(language, op, by)
                  }}
                  {...(onCursor && { onCursor })}
                  onRun={run}
                  onSubmit={submit}
                />
              )}
            </div>
          </section>
          <div className={styles.dividerY}>
            <PaneDivider grid={code} property="--split-y" orientation="horizontal" label={t('resizeRows')} initial={62} />
          </div>
          <section className={styles.console} aria-label={t('result')} data-panel="result">
            <ConsoleTabs
              tab={tab}
              mayHaveInput={!wantsOutputs && problem.io !== 'interactive'}
              count={submissions.length}
              files={mayAddFiles || wantsOutputs ? { count: files.length, areOutputs: wantsOutputs } : null}
              onChange={setTab}
            />
            <div className={styles.consoleBody} tabIndex={0} role="tabpanel" id={`console-${tab}`} aria-labelledby={`tab-${tab}`}>
              {tab === 'tests' && runner.runId === null && !runner.isSending && <p className={styles.empty}>{t('noRun')}</p>}
              {tab === 'tests' && (runner.runId !== null || runner.isSending) && (
                <RunConsole runId={runner.runId} isSending={runner.isSending} problem={problem} />
              )}
              {tab === 'input' && <OwnInput problem={problem} value={input} onChange={setInput} />}
              {tab === 'files' && (
                <FilesPanel files={files} areOutputs={wantsOutputs} isReadOnly={isReadOnly} onChange={setFiles} />
              )}
              {tab === 'history' && (
                <SubmissionList
                  problem={problem}
                  submissions={submissions}
                  onShow={(id) => {
                    runner.show(id)
                    setTab('tests')
                  }}
                />
              )}
            </div>
          </section>
        </div>
      </div>
      {isHelpOpen && <ShortcutSheet onClose={() => setIsHelpOpen(false)} />}
    </div>
  )
})

interface ConsoleTabsProps {
  tab: ConsoleTab
  /** Not where the judge talks to the program. */
  mayHaveInput: boolean
  count: number
  /** Null where there are none beside the code. */
  files: { count: number; areOutputs: boolean } | null
  onChange: (tab: ConsoleTab) => void
}

function ConsoleTabs({ tab, mayHaveInput, count, files, onChange }: ConsoleTabsProps) {
  const t = useTranslations('workspace')
  const withCount = (label: string, number: number) => (number > 0 ? `${label} ${number}` : label)
  const tabs: { id: ConsoleTab; label: string }[] = [
    { id: 'tests', label: t('tests') },
    ...(mayHaveInput ? [{ id: 'input' as const, label: t('ownInput') }] : []),
    ...(files ? [{ id: 'files' as const, label: withCount(files.areOutputs ? t('outputs') : t('files'), files.count) }] : []),
    { id: 'history', label: withCount(t('history'), count) },
  ]
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    const next = tabs[(tabs.findIndex(({ id }) => id === tab) + by + tabs.length) % tabs.length]
    if (!next) return
    onChange(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div className={styles.tabs} role="tablist" aria-label={t('result')}>
      {tabs.map(({ id, label }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === tab}
          aria-controls={id === tab ? `console-${id}` : undefined}
          tabIndex={id === tab ? 0 : -1}
          onClick={() => onChange(id)}
          onKeyDown={move}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
