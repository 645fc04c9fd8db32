import { defaultKeymap, history, historyKeymap, indentWithTab, undo } from '@codemirror/commands'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { Compartment, EditorState, Transaction, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { growsBeyond, maxSourceBytes } from '@eduscale/contracts/source-limits'
import { closeBrackets } from './close-brackets'
import { loadUntil } from '../../ui/load-patiently'
import { spareParts } from '../../ui/spare-parts'
import { loadCodeLanguage } from './code-language'
import { codeTheme } from './code-theme'
import { errorMarks, goTo, showMarks, type LineMark } from './error-marks'
import { editorLanguages, type EditorLanguage } from '../../app-services/languages/languages'
import type { EditOp, TextChange } from '@eduscale/rules/text-change'

export interface CodeViewEvents {
  onEdit: (op: EditOp, by: string | undefined) => void
  onCursor: (line: number, lines: number) => void
  /** A change was not made, since the text would have been longer than a program may be. */
  onTooLong: () => void
  onRun: () => void
  onSubmit: () => void
}

export interface CodeViewOptions {
  parent: HTMLElement
  text: string
  language: EditorLanguage
  isReadOnly: boolean
  label: string
  describedBy: string
  nonce: string
  events: () => CodeViewEvents
}

/** What the rest of the app knows of CodeMirror. */
export interface CodeView {
  readonly text: string
  open: (text: string, language: EditorLanguage) => void
  /** Replaces the whole text; can be undone. */
  replace: (text: string, by: string) => void
  /** False where there is nothing to undo. */
  undo: () => boolean
  /** Leads to another text by its difference, with the caret where it was typed: for replays. */
  show: (text: string, language: EditorLanguage, caret: number) => void
  setReadOnly: (isReadOnly: boolean) => void
  /** In place of those before. */
  mark: (lines: readonly LineMark[]) => void
  goTo: (place: { line: number; column: number | null }) => void
  select: (from: number, to: number) => void
  focus: () => void
  destroy: () => void
}

const loadSearch = () => import('./code-search')
spareParts.add(loadSearch)
let openSearch: typeof import('./code-search').openSearch | null = null

/** Beyond so many places (a formatter's, replacing everywhere) the whole text is smaller, and is taken where so many changes are not. */
const manyStretches = 1_000

function toOp({ changes, newDoc }: Transaction): EditOp {
  const change = changes.toJSON() as TextChange
  return change.length > manyStretches ? { text: newDoc.toString() } : change
}

export function createCodeView(options: CodeViewOptions): CodeView {
  const language = new Compartment()
  const readOnly = new Compartment()
  let isReadOnly = options.isReadOnly
  let current = options.language
  let isGone = false

  const createState = (text: string, extension: Extension = []) =>
    EditorState.create({
      doc: text,
      extensions: [
        // Before the default keymap, where Mod-Enter inserts a line.
        keymap.of([
          { key: 'Mod-Shift-Enter', run: ({ state }) => call(state, options.events().onSubmit) },
          { key: 'Mod-Enter', run: ({ state }) => call(state, options.events().onRun) },
        ]),
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets,
        keymap.of([{ key: 'Mod-f', run: search }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        language.of([indentUnit.of(' '.repeat(editorLanguages[current].indent)), extension]),
        EditorState.tabSize.of(editorLanguages[current].indent),
        readOnly.of(EditorState.readOnly.of(isReadOnly)),
        codeTheme,
        errorMarks,
        EditorView.domEventHandlers({ focus: () => void prepareSearch() }),
        EditorView.cspNonce.of(options.nonce),
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          // An editable element takes focus anyway; axe wants it said of what scrolls.
          tabindex: '0',
          ...(options.describedBy && { 'aria-describedby': options.describedBy }),
        }),
        EditorState.transactionFilter.of((transaction) => {
          if (isReadOnly || !transaction.docChanged) return transaction
          const { newDoc, startState } = transaction
          if (!growsBeyond(startState.doc.toString(), newDoc.toString(), maxSourceBytes)) return transaction
          options.events().onTooLong()
          return []
        }),
        EditorView.updateListener.of((update) => {
          for (const transaction of update.transactions) {
            if (transaction.docChanged) options.events().onEdit(toOp(transaction), transaction.annotation(Transaction.userEvent))
          }
          if (update.docChanged || update.selectionSet) {
            const { doc, selection } = update.state
            options.events().onCursor(doc.lineAt(selection.main.head).number, doc.lines)
          }
        }),
      ],
    })

  const view = new EditorView({ parent: options.parent, state: createState(options.text) })
  const colour = async (wanted: EditorLanguage) => {
    // Until the chunk can be had the code stays plain.
    const isUnwanted = () => isGone || wanted !== current
    const extension = await loadUntil(() => loadCodeLanguage(wanted), isUnwanted)
    if (!extension || isUnwanted()) return
    view.dispatch({ effects: language.reconfigure([indentUnit.of(' '.repeat(editorLanguages[wanted].indent)), extension]) })
  }
  void colour(current)
  let isSearchWanted = false
  const prepareSearch = async () => {
    if (isSearchWanted) return
    isSearchWanted = true
    openSearch = (await loadUntil(loadSearch, () => isGone))?.openSearch ?? openSearch
  }
  // Until it is measured a document is laid out by guesses, and the next paint would show its lines move.
  const measure = () => void view.coordsAtPos(0)
  measure()

  return {
    get text() {
      return view.state.doc.toString()
    },
    open: (text, wanted) => {
      current = wanted
      view.setState(createState(text))
      measure()
      void colour(wanted)
    },
    replace: (text, by) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: by }),
    undo: () => undo(view),
    show: (text, wanted, caret) => {
      if (wanted !== current) {
        current = wanted
        void colour(wanted)
      }
      const before = view.state.doc.toString()
      const head = Math.min(caret, text.length)
      view.dispatch({
        ...(before !== text && { changes: spanOf(before, text) }),
        selection: { anchor: head },
        effects: EditorView.scrollIntoView(head, { y: 'nearest', yMargin: 48 }),
      })
    },
    setReadOnly: (value) => {
      isReadOnly = value
      view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(value)) })
    },
    mark: (lines) => showMarks(view, lines),
    goTo: (place) => goTo(view, place),
    select: (from, to) => view.dispatch({ selection: { anchor: from, head: to } }),
    focus: () => view.focus(),
    destroy: () => {
      isGone = true
      view.destroy()
    },
  }
}

function spanOf(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from += 1
  let same = 0
  while (same < shorter - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) }
}

/** Until it has come the key is the browser's: its own search is the second best. */
function search(view: EditorView): boolean {
  openSearch?.(view)
  return openSearch !== null
}

/** Where nothing may be typed nothing is sent either; the key is taken all the same. */
function call(state: EditorState, action: () => void): boolean {
  if (!state.readOnly) action()
  return true
}
