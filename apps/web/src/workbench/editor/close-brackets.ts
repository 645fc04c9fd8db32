import type { Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { bracketEdit, isEmptyPair } from './bracket-edit'

/** Closes brackets and quotes. The autocomplete package does so too, with 9 KB of completion one doesn't want in a battle. */
export const closeBrackets: Extension = [
  EditorView.inputHandler.of((view, from, to, typed) => {
    const { state } = view
    const { main } = state.selection
    if (view.composing || state.readOnly || state.selection.ranges.length > 1 || from !== main.from || to !== main.to)
      return false
    const edit = bracketEdit({
      before: state.sliceDoc(Math.max(0, from - 1), from),
      after: state.sliceDoc(to, to + 1),
      selected: state.sliceDoc(from, to),
      typed,
    })
    if (!edit) return false
    view.dispatch({
      changes: { from, to: to + edit.overtypes, insert: edit.insert },
      selection: { anchor: from + edit.caret },
      scrollIntoView: true,
      userEvent: 'input.type',
    })
    return true
  }),
  keymap.of([
    {
      key: 'Backspace',
      run: (view) => {
        const { state } = view
        const { main } = state.selection
        if (state.readOnly || !main.empty || state.selection.ranges.length > 1) return false
        const { head } = main
        if (!isEmptyPair(state.sliceDoc(Math.max(0, head - 1), head), state.sliceDoc(head, head + 1))) return false
        view.dispatch({ changes: { from: head - 1, to: head + 1 }, userEvent: 'delete.backward' })
        return true
      },
    },
  ]),
]
