'use client'

import type { LanguageId } from '@eduscale/contracts/language'
import { useEffect, useRef } from 'react'
import styles from './code-block.module.css'
import { isEditorLanguage } from './languages'

/** Code to read: plain at once, coloured as soon as CodeMirror is there. */
export function CodeBlock({ code, language, label }: { code: string; language: LanguageId; label: string }) {
  const host = useRef<HTMLDivElement>(null)
  const plain = useRef<HTMLPreElement>(null)
  useEffect(() => {
    let isGone = false
    let destroy = () => {}
    void import('./code-view').then(({ createCodeView }) => {
      if (isGone || !host.current || !plain.current) return
      const view = createCodeView({
        parent: host.current,
        text: code,
        language: isEditorLanguage(language) ? language : 'cpp',
        isReadOnly: true,
        label,
        describedBy: '',
        nonce: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '',
        events: () => ({ onEdit: () => {}, onCursor: () => {}, onRun: () => {}, onSubmit: () => {} }),
      })
      const pre = plain.current
      pre.hidden = true
      destroy = () => {
        view.destroy()
        pre.hidden = false
      }
    })
    return () => {
      isGone = true
      destroy()
    }
  }, [code, label, language])
  return (
    <div className={styles.block} ref={host}>
      <pre ref={plain} tabIndex={0} aria-label={label}>
        {code}
      </pre>
    </div>
  )
}
