import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { StateEffect, StateField } from '@codemirror/state'
import { keymap, type EditorView } from '@codemirror/view'

/** Stands in a state that has the search already: each document opened has a state of its own. */
const hasSearch = StateField.define({ create: () => true, update: (value) => value })

/** Opens the search panel; loaded with the first Mod-F. */
export function openSearch(view: EditorView): void {
  if (!view.state.field(hasSearch, false)) {
    view.dispatch({
      effects: StateEffect.appendConfig.of([
        hasSearch,
        search({ top: true }),
        keymap.of(searchKeymap),
        highlightSelectionMatches(),
      ]),
    })
  }
  openSearchPanel(view)
}
