'use client'

import type { LanguageId } from '@eduscale/contracts/language'
import type { ShownProblem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { memo, useCallback, useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useAppDispatch, useAppSelector } from '../../app-services/store/store'
import { useDocument } from '../drafts/use-document'
import { CodeEditor, type EditorHandle } from '../editor/code-editor'
import { rulesOf } from '@eduscale/rules/problem-kinds'
import type { EditorLanguage } from '../../app-services/languages/languages'
import type { EditOp } from '@eduscale/rules/text-change'
import { chooseLanguage, useLanguages } from '../editor/use-languages'
import { preferencesChanged } from '../../app-services/preferences/preferences-slice'
import { toastShown } from '../../app-services/toasts/toasts-slice'
import type { SourcePlace } from '../console/source-places'
import type { ErrorMark } from '../console/use-error-marks'
import { ByteCount, type ByteCountHandle } from './byte-count'
import { ConsoleTabs, consoleTabs } from './console-tabs'
import { EditorToolbar } from './editor-toolbar'
import { JudgingNote } from './judging-note'
import { mayTakeFocus } from './may-take-focus'
import { usesOwnInputAfter, type ConsoleTab } from './own-input-choice'
import { PaneDivider } from './pane-divider'
import { useHelpKey } from './use-help-key'
import { usePaneKeys } from './use-pane-keys'
import { StatementPane } from './statement-pane'
import type { SubmissionEntry } from './submission-list'
import { useFiles } from './use-files'
import { useRunner, type Senders } from './use-runner'
import { useStarter } from './use-starter'
import { ViewSwitch, type WorkspaceView } from './view-switch'
import styles from './workspace.module.css'
import { loadLater } from '../../ui/load-later'
import { tabPanel } from '../../ui/tabs'

// What the console shows comes with the first run: until then there is nothing to show.
const RunConsole = loadLater(() => import('../console/run-console').then((module) => module.RunConsole))
const OwnInput = loadLater(() => import('./own-input').then((module) => module.OwnInput))
const FilesPanel = loadLater(() => import('./files-panel').then((module) => module.FilesPanel))
const SubmissionList = loadLater(() => import('./submission-list').then((module) => module.SubmissionList))
const ShortcutSheet = loadLater(() => import('./shortcut-sheet').then((module) => module.ShortcutSheet), { notice: 'dialog' })

export interface WorkspaceProps {
  problem: ShownProblem
  senders: Senders
  /** The only ones to solve it in; null for every language that the problem allows. */
  languages?: readonly LanguageId[] | null
  /** Drafts from before don't count: the start of the battle. */
  notBefore?: number | null
  isReadOnly?: boolean
  submissions: readonly SubmissionEntry[]
  /** The execution to show after a reload. */
  latestRunId?: string | null
  onDocument?: (language: EditorLanguage, text: string, by: string) => void
  onEdit?: (language: EditorLanguage, op: EditOp, by: string | undefined, text: string) => void
  onCursor?: (line: number, lines: number) => void
  /** A new number opens the newest saved draft again. */
  reloadToken?: number
  /** A new number, the first included, puts the cursor into the editor unless something else has the focus. */
  focusToken?: number
  /** Where the length of the code counts. */
  showsBytes?: boolean
  /** Whether there may be files beside the code. */
  mayAddFiles?: boolean
  banner?: ReactNode
}

/** Problem, code and result: the same in battles and in practice. */
export const Workspace = memo(function Workspace(props: WorkspaceProps) {
  const {
    problem,
    senders,
    languages = null,
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
  const offered = useLanguages(problem, languages)
  const language = chooseLanguage({ problem, offered, preferred, allowed: languages })
  const starter = useStarter(problem, language)
  const document = useDocument({ slug: problem.slug, language, starter, notBefore })
  // For a moment after a switch of the language the editor still has the code of the one before: that isn't to be typed in, nor sent.
  const isHeld = isReadOnly || !document.isCurrent
  const editor = useRef<EditorHandle>(null)
  const grid = useRef<HTMLDivElement>(null)
  const code = useRef<HTMLDivElement>(null)
  const statement = useRef<HTMLElement>(null)
  const byteCount = useRef<ByteCountHandle>(null)
  const [view, setView] = useState<WorkspaceView>('problem')
  const [tab, setTab] = useState<ConsoleTab>('tests')
  const [input, setInput] = useState('')
  const [usesInput, setUsesInput] = useState(false)
  const [files, setFiles] = useFiles(problem.slug, document.person)
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  /** Until something is written. */
  const [isReset, setIsReset] = useState(false)
  useHelpKey(() => setIsHelpOpen(true))
  usePaneKeys((pane) => {
    // On a phone the pane is there only once it is the one shown.
    flushSync(() => setView(pane))
    ;(pane === 'code' ? editor : statement).current?.focus()
  })
  const runner = useRunner({
    senders,
    latestRunId,
    onStart: () => {
      setTab('tests')
      setView('result')
      document.save()
    },
  })
  const isSending = runner.isRunning || runner.isSubmitting

  const documentKey = document.document?.key
  const announce = useEffectEvent(() => {
    if (!document.document) return
    onDocument?.(document.document.language, document.document.text, 'open')
    setIsReset(false)
    byteCount.current?.show(document.document.text)
  })
  useEffect(() => {
    if (documentKey !== undefined) announce()
  }, [documentKey])
  const { reloadToken, focusToken } = props
  const reload = document.reload
  useEffect(() => {
    if (reloadToken) reload()
  }, [reloadToken, reload])
  const isOpen = documentKey !== undefined
  const beginTyping = useEffectEvent(() => {
    if (!isReadOnly && mayTakeFocus()) editor.current?.focus()
  })
  useEffect(() => {
    if (isOpen && focusToken !== undefined) beginTyping()
  }, [isOpen, focusToken])

  const { submission, ownInput } = rulesOf(problem)
  const wantsOutputs = submission === 'answers'
  const findSources = () => {
    if (isHeld || !document.document) return null
    return {
      language: document.document.language,
      code: wantsOutputs ? '' : (editor.current?.text() ?? ''),
      files: mayAddFiles || wantsOutputs ? files : [],
    }
  }
  const run = () => {
    const sources = findSources()
    if (sources) runner.run({ ...sources, input: usesInput ? input : null })
  }
  const submit = () => {
    const sources = findSources()
    if (sources) runner.submit(sources)
  }
  const pick = (picked: ConsoleTab) => {
    setTab(picked)
    setUsesInput((before) => usesOwnInputAfter(picked, before))
  }
  const reset = () => {
    const before = editor.current?.text()
    editor.current?.replace(starter ?? '', 'reset')
    editor.current?.focus()
    setIsReset(before !== starter)
  }
  const undoReset = () => {
    editor.current?.undo()
    editor.current?.focus()
  }
  const goTo = useCallback((place: SourcePlace) => {
    // On a phone the code is there only once it is the pane shown.
    flushSync(() => setView('code'))
    editor.current?.goTo(place)
  }, [])
  const { sentAs } = runner
  const mark = useCallback(
    (id: string, marks: readonly ErrorMark[]) => {
      // Lines are those of what was sent: of other code, or once more was written, they would be wrong.
      if (editor.current && sentAs(id) === editor.current.text()) editor.current.mark(marks)
    },
    [sentAs],
  )
  const useAsInput = useCallback((text: string) => {
    setInput(text)
    setTab('input')
    setUsesInput(true)
    setView('result')
  }, [])

  return (
    <div className={styles.workspace} data-view={view}>
      {props.banner}
      <ViewSwitch view={view} problem={problem} onChange={setView} />
      <div className={styles.columns} ref={grid}>
        <section className={styles.problem} ref={statement} tabIndex={-1} aria-label={t('problem')} data-panel="problem">
          <StatementPane problem={problem} {...(ownInput === 'is-run' && { onUseInput: useAsInput })} />
        </section>
        <div className={styles.dividerX}>
          <PaneDivider grid={grid} property="--split-x" orientation="vertical" label={t('resizeColumns')} initial={42} />
        </div>
        <div className={styles.right} ref={code}>
          <section className={styles.code} aria-label={t('code')} data-panel="code">
            <EditorToolbar
              language={language}
              offered={offered}
              isReadOnly={isHeld}
              isRunning={runner.isRunning}
              isSubmitting={runner.isSubmitting}
              bytes={props.showsBytes && <ByteCount ref={byteCount} />}
              onLanguage={(next) => dispatch(preferencesChanged({ language: next }))}
              onRun={run}
              onSubmit={submit}
              onReset={reset}
              onUndo={() => editor.current?.undo()}
              onUndoReset={isReset ? undoReset : null}
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
                  isReadOnly={isHeld}
                  onEdit={(op, by, text) => {
                    if (!document.isCurrent) return
                    if (by !== 'reset') setIsReset(false)
                    const written = text()
                    document.changed(written)
                    byteCount.current?.show(written)
                    onEdit?.(language, op, by, written)
                  }}
                  onTooLong={() => dispatch(toastShown({ tone: 'bad', text: t('pasteTooLong') }))}
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
              mayHaveInput={ownInput === 'is-run'}
              count={submissions.length}
              files={mayAddFiles || wantsOutputs ? { count: files.length, areOutputs: wantsOutputs } : null}
              onChange={pick}
            />
            <div className={styles.consoleBody} tabIndex={0} role="tabpanel" {...tabPanel(consoleTabs, tab)}>
              {tab === 'tests' && usesInput && (
                <p className={styles.choice}>
                  {t('usesOwnInput')}
                  <button
                    type="button"
                    onClick={({ currentTarget }) => {
                      // It goes away under the focus.
                      currentTarget.closest<HTMLElement>('[role=tabpanel]')?.focus()
                      pick('tests')
                    }}
                  >
                    {t('useSamples')}
                  </button>
                </p>
              )}
              {tab === 'tests' && runner.runId === null && !isSending && <p className={styles.empty}>{t('noRun')}</p>}
              {tab === 'tests' && (runner.runId !== null || isSending) && (
                <RunConsole
                  runId={runner.runId}
                  isSending={isSending}
                  problem={problem}
                  language={language}
                  onGoTo={goTo}
                  onMarks={mark}
                />
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
