import { expect, test } from 'vitest'
import { findPaneKey } from './pane-keys'

const alt = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false }

test.each([
  [{ ...alt, code: 'KeyK' }, 'code'],
  [{ ...alt, code: 'KeyP' }, 'problem'],
  [{ ...alt, code: 'KeyQ' }, null],
  [{ ...alt, code: 'KeyK', altKey: false }, null],
  [{ ...alt, code: 'KeyK', ctrlKey: true }, null],
  [{ ...alt, code: 'KeyP', shiftKey: true }, null],
  [{ ...alt, code: 'KeyP', metaKey: true }, null],
])('%j leads to %s', (press, pane) => expect(findPaneKey(press)).toBe(pane))
