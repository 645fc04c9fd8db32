'use client'

import type { LanguageId } from '@eduscale/contracts/language'
import { useEffect, useState } from 'react'
import { loadPatiently } from '../../ui/load-patiently'
import { printable } from '@eduscale/rules/printable'
import { ScrollText } from '../../ui/scroll-box'
import styles from './code-block.module.css'
import type { CodePiece } from './highlight-code'

/** Code to read: plain at once, coloured a moment later, with numbered lines that aren't copied along. */
export function CodeBlock({ code, language, label }: { code: string; language: LanguageId; label: string }) {
  const [coloured, setColoured] = useState<{ code: string; lines: CodePiece[][] } | null>(null)
  useEffect(() => {
    let isGone = false
    const colour = async () => {
      const lines = await loadPatiently(async () => (await import('./highlight-code')).highlightCode(code, language))
      if (!isGone) setColoured({ code, lines })
    }
    // Without the chunk (offline) the code stays plain.
    colour().catch(() => {})
    return () => {
      isGone = true
    }
  }, [code, language])
  const lines = coloured?.code === code ? coloured.lines : code.split('\n').map((text) => [{ text, kind: '' }])
  return (
    <ScrollText className={styles.block} label={label}>
      {lines.map((line, index) => (
        <span key={index} className={styles.line}>
          {line.map((piece, place) =>
            piece.kind ? (
              <span key={place} data-kind={piece.kind}>
                {printable(piece.text)}
              </span>
            ) : (
              printable(piece.text)
            ),
          )}
          {'\n'}
        </span>
      ))}
    </ScrollText>
  )
}
