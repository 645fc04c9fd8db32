'use client'

import { growsBeyond, maxSourceBytes } from '@eduscale/contracts/source-limits'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useId, useImperativeHandle, useLayoutEffect, useRef, type Ref } from 'react'
import { classNames } from '../../ui/class-names'
import { loadUntil } from '../../ui/load-patiently'
import { spareParts } from '../../ui/spare-parts'
import styles from './code-editor.module.css'
import type { CodeView } from './code-view'
import type { LineMark } from './error-marks'
import { editorLanguages, type EditorLanguage } from '../../app-services/languages/languages'
import { diffText, type EditOp } from '@eduscale/rules/text-change'

export interface EditorHandle {
  text: () => string
  replace: (text: string, by: string) => void
  undo: () => void
  /** Lines at fault, in place of those before. */
  mark: (lines: readonly LineMark[]) => void
  goTo: (place: { line: number; column: number | null }) => void
  focus: () => void
}

interface CodeEditorProps {
  /** A new key opens a new document with its own history. */
  documentKey: string
  initialText: string
  language: EditorLanguage
  fontSizePx: number
  isReadOnly?: boolean
  onEdit: (op: EditOp, by: string | undefined, text: () => string) => void
  /** Something was not put in: with it the text would be longer than a program may be. */
  onTooLong?: () => void
  onCursor?: (line: number, lines: number) => void
  onRun?: () => void
  onSubmit?: () => void
  ref?: Ref<EditorHandle>
}

const loadView = () => import('./code-view')
spareParts.add(loadView)

/**
 * A plain textarea is the editor until CodeMirror has been loaded; the change-over takes text, selection and focus along
 * in one step, so no keystroke falls between.
 */
export function CodeEditor({
  documentKey,
  initialText,
  language,
  fontSizePx,
  isReadOnly = false,
  onEdit,
  onTooLong,
  onCursor,
  onRun,
  onSubmit,
  ref,
}: CodeEditorProps) {
  const t = useTranslations('workspace')
  const helpId = useId()
  const host = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const view = useRef<CodeView | null>(null)
  const areaText = useRef(initialText)
  /** What was there before the textarea's text was replaced: it keeps no history of that itself. */
  const replaced = useRef<string | null>(null)
  const opened = useRef(documentKey)

  const edited = useEffectEvent((op: EditOp, by: string | undefined) =>
    onEdit(op, by, () => view.current?.text ?? areaText.current),
  )
  const moved = useEffectEvent((line: number, lines: number) => onCursor?.(line, lines))
  const refused = useEffectEvent(() => onTooLong?.())
  const run = useEffectEvent(() => onRun?.())
  const submit = useEffectEvent(() => onSubmit?.())

  const changeOver = useEffectEvent((createCodeView: typeof import('./code-view').createCodeView) => {
    const textarea = area.current
    if (!host.current || !textarea || view.current) return
    const { selectionStart, selectionEnd } = textarea
    const hadFocus = document.activeElement === textarea
    view.current = createCodeView({
      parent: host.current,
      text: areaText.current,
      language,
      isReadOnly,
      label: t('editor'),
      describedBy: helpId,
      nonce: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '',
      events: () => ({ onEdit: edited, onCursor: moved, onTooLong: refused, onRun: run, onSubmit: submit }),
    })
    textarea.hidden = true
    view.current.select(selectionStart, selectionEnd)
    if (hadFocus) view.current.focus()
  })

  useEffect(() => {
    let isGone = false
    const textarea = area.current
    const attempt = (createCodeView: typeof import('./code-view').createCodeView) => {
      if (isGone) return
      // Not while an input method composes a word, nor while React hides the tree and has taken its refs away.
      if (area.current?.dataset['composing'] || !area.current) setTimeout(() => attempt(createCodeView), 100)
      else changeOver(createCodeView)
    }
    // While it can't be had (offline) the textarea stays, and it is enough to go on.
    void loadUntil(loadView, () => isGone).then((module) => {
      if (module) attempt(module.createCodeView)
    })
    return () => {
      isGone = true
      view.current?.destroy()
      view.current = null
      if (textarea) textarea.hidden = false
    }
  }, [])

  const openDocument = useEffectEvent(() => {
    if (opened.current === documentKey) return
    opened.current = documentKey
    areaText.current = initialText
    replaced.current = null
    if (view.current) view.current.open(initialText, language)
    else if (area.current) area.current.value = initialText
  })
  // With the commit: after it a key could send the code before under the language of this one.
  useLayoutEffect(() => openDocument(), [documentKey])
  useEffect(() => view.current?.setReadOnly(isReadOnly), [isReadOnly])

  const typed = (textarea: HTMLTextAreaElement, by: string) => {
    if (growsBeyond(areaText.current, textarea.value, maxSourceBytes)) {
      textarea.value = areaText.current
      return onTooLong?.()
    }
    const op = diffText(areaText.current, textarea.value)
    areaText.current = textarea.value
    if (op) edited(op, by)
    const before = textarea.value.slice(0, textarea.selectionStart)
    onCursor?.(before.split('\n').length, textarea.value.split('\n').length)
  }

  const replace = (text: string, by: string) => {
    if (view.current) return view.current.replace(text, by)
    if (!area.current) return
    replaced.current = areaText.current
    area.current.value = text
    typed(area.current, by)
  }

  useImperativeHandle(ref, () => ({
    text: () => view.current?.text ?? areaText.current,
    replace,
    undo: () => {
      // The history of the one doesn't know what was replaced in the other.
      if (isReadOnly || view.current?.undo() || replaced.current === null) return
      replace(replaced.current, 'undo')
      replaced.current = null
    },
    mark: (lines) => view.current?.mark(lines),
    goTo: (place) => {
      if (view.current) view.current.goTo(place)
      else if (area.current) {
        const before = area.current.value.split('\n').slice(0, place.line - 1)
        const at = before.reduce((sum, line) => sum + line.length + 1, 0) + (place.column ?? 1) - 1
        area.current.setSelectionRange(at, at)
      }
      ;(view.current ?? area.current)?.focus()
    },
    focus: () => (view.current ?? area.current)?.focus(),
  }))

  return (
    <div
      className={styles.editor}
      ref={host}
      translate="no"
      style={{ '--code-size': `${fontSizePx}px`, tabSize: editorLanguages[language].indent }}
      data-testid="editor"
    >
      <textarea
        ref={area}
        className={classNames(styles.area)}
        aria-label={t('editor')}
        aria-describedby={helpId}
        defaultValue={initialText}
        readOnly={isReadOnly}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        onInput={(event) => {
          replaced.current = null
          typed(event.currentTarget, 'input')
        }}
        onCompositionStart={(event) => (event.currentTarget.dataset.composing = 'yes')}
        onCompositionEnd={(event) => delete event.currentTarget.dataset.composing}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          if (isReadOnly) return
          ;(event.shiftKey ? onSubmit : onRun)?.()
        }}
      />
      <span id={helpId} hidden>
        {t('editorHelp')}
      </span>
    </div>
  )
}
