import { RangeSet, StateEffect, StateField, type EditorState, type Extension, type Range } from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, gutterLineClass, type DecorationSet } from '@codemirror/view'

export interface LineMark {
  line: number
  text: string
}

const marksChanged = StateEffect.define<readonly LineMark[]>()

/** The lines that a compiler found fault with, until they are written anew. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { changes, effects, state }) => {
    const set = effects.findLast((effect) => effect.is(marksChanged))
    if (set)
      return Decoration.set(
        set.value.flatMap((mark) => decorate(state, mark)),
        true,
      )
    if (changes.empty) return before
    // Whoever changes a line is at work on it.
    return before.map(changes).update({ filter: (from) => !touches(state, changes, from) })
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    gutterLineClass.compute([field], (state) => {
      const markers: Range<GutterMarker>[] = []
      state.field(field).between(0, state.doc.length, (from) => void markers.push(faulty.range(from)))
      return RangeSet.of(markers, true)
    }),
  ],
})

const faulty = new (class extends GutterMarker {
  override elementClass = 'cm-faultyLine'
})()

function decorate(state: EditorState, { line, text }: LineMark): Range<Decoration>[] {
  if (line < 1 || line > state.doc.lines) return []
  return [Decoration.line({ class: 'cm-faulty', attributes: { title: text } }).range(state.doc.line(line).from)]
}

function touches(
  state: EditorState,
  changes: { iterChangedRanges: (each: (a: number, b: number, from: number, to: number) => void) => void },
  at: number,
): boolean {
  const line = state.doc.lineAt(Math.min(at, state.doc.length))
  let isTouched = false
  changes.iterChangedRanges((_fromBefore, _toBefore, from, to) => {
    if (from <= line.to && to >= line.from) isTouched = true
  })
  return isTouched
}

export const errorMarks: Extension = marks

export function showMarks(view: EditorView, lines: readonly LineMark[]): void {
  view.dispatch({ effects: marksChanged.of(lines) })
}

/** Puts the caret there, in the middle of what is seen. */
export function goTo(view: EditorView, { line, column }: { line: number; column: number | null }): void {
  const { doc } = view.state
  const at = doc.line(Math.min(Math.max(1, line), doc.lines))
  const head = Math.min(at.from + Math.max(0, (column ?? 1) - 1), at.to)
  view.dispatch({ selection: { anchor: head }, effects: EditorView.scrollIntoView(head, { y: 'center' }) })
}
