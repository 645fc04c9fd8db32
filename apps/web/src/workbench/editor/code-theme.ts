import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** Colours come from the tokens, so both themes share one style and a switch costs nothing. */
const highlight = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.controlKeyword],
    color: 'var(--code-keyword)',
    fontWeight: '600',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.meta], color: 'var(--code-comment)', fontStyle: 'italic' },
  {
    tag: [tags.definition(tags.variableName), tags.function(tags.variableName), tags.standard(tags.variableName)],
    color: 'var(--code-name)',
  },
  { tag: [tags.typeName, tags.className, tags.standard(tags.typeName)], color: 'var(--code-type)' },
  { tag: tags.invalid, color: 'var(--fail)' },
])

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--code-ground)', fontSize: 'var(--code-size, 14px)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', overscrollBehavior: 'contain' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--you)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '3px solid var(--you)', marginLeft: '-1px' },
  '.cm-gutters': { backgroundColor: 'var(--code-ground)', color: 'var(--code-gutter)', border: 'none', paddingLeft: '8px' },
  // As wide as three digits from the start (code-editor.module.css has the same), or the text would move with its hundredth line.
  '.cm-lineNumbers .cm-gutterElement': { minWidth: 'calc(3ch + 8px)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--code-active), transparent 30%)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--code-select)',
  },
  // A bar and a colour: neither says it alone.
  '.cm-faulty': { backgroundColor: 'var(--fail-soft)' },
  '.cm-faultyLine': { color: 'var(--fail)', fontWeight: '700', boxShadow: 'inset -3px 0 var(--fail)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--you-soft)',
    outline: '1px solid var(--you)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--fail-soft)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--rival-soft)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-soft)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--you-soft)', outlineColor: 'var(--you)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { fontFamily: 'var(--sans)', padding: '8px 32px 8px 12px' },
  '.cm-panel input, .cm-panel button': { fontFamily: 'var(--sans)', fontSize: '13px' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line-strong)' },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
  },
})

export const codeTheme: Extension = [look, syntaxHighlighting(highlight)]
