import { StreamLanguage, type StreamParser } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import type { EditorLanguage } from './languages'

/** Stream modes are a tenth of the size of full parsers and enough for colours and indentation; each is loaded when used. */
export async function loadCodeLanguage(language: EditorLanguage): Promise<Extension> {
  return StreamLanguage.define(await loadCodeMode(language))
}

/** The mode itself, for whoever colours code without an editor. */
export async function loadCodeMode(language: EditorLanguage): Promise<StreamParser<unknown>> {
  switch (language) {
    case 'python':
      return (await import('@codemirror/legacy-modes/mode/python')).python
    case 'javascript':
      return (await import('@codemirror/legacy-modes/mode/javascript')).javascript
    case 'typescript':
      return (await import('@codemirror/legacy-modes/mode/javascript')).typescript
    case 'cpp':
      return (await import('@codemirror/legacy-modes/mode/clike')).cpp
    case 'java':
      return (await import('@codemirror/legacy-modes/mode/clike')).java
    default:
      return language satisfies never
  }
}
