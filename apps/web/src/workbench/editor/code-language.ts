import { StreamLanguage, type StreamParser } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import type { EditorLanguage } from '../../app-services/languages/languages'

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
    case 'cpp17':
      return (await import('@codemirror/legacy-modes/mode/clike')).cpp
    case 'c':
      return (await import('@codemirror/legacy-modes/mode/clike')).c
    case 'java':
      return (await import('@codemirror/legacy-modes/mode/clike')).java
    case 'csharp':
      return (await import('@codemirror/legacy-modes/mode/clike')).csharp
    case 'go':
      return (await import('@codemirror/legacy-modes/mode/go')).go
    case 'rust':
      return (await import('@codemirror/legacy-modes/mode/rust')).rust
    case 'ruby':
      return (await import('@codemirror/legacy-modes/mode/ruby')).ruby
    case 'php':
      return (await import('./php-mode')).php
    case 'lua':
      return (await import('@codemirror/legacy-modes/mode/lua')).lua
    case 'ocaml':
      return (await import('@codemirror/legacy-modes/mode/mllike')).oCaml
    case 'sql':
      return (await import('@codemirror/legacy-modes/mode/sql')).sqlite
    default:
      return language satisfies never
  }
}
