import type { CompileResult } from '@eduscale/contracts/judge'
import type { LanguageId } from '@eduscale/contracts/language'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { ScrollText } from '../../ui/scroll-box'
import { readCompileOutput, type CompileMessage } from './compile-messages'
import { LinkedText } from './linked-text'
import styles from './output-block.module.css'
import { placePattern } from './source-places'
import { withoutBox } from './without-box'

/** Fewer notes than this are in nobody's way. */
const manyNotes = 7

interface CompileOutputProps {
  compile: CompileResult
  language: LanguageId
  isFunction: boolean
}

/** What is wrong with the editor's code comes first; candidates, templates and messages about other files are folded. */
export function CompileOutput({ compile, language, isFunction }: CompileOutputProps) {
  const t = useTranslations('workspace')
  const messages = useMemo(
    () => readCompileOutput(withoutBox(compile.output), placePattern(language, isFunction)),
    [compile.output, isFunction, language],
  )
  const first = messages.filter(({ kind, place }) => place !== null && (compile.ok || kind === 'error'))
  const rest = messages.filter((message) => !first.includes(message))
  return (
    <figure className={styles.block} data-tone={compile.ok ? 'warn' : 'bad'} data-testid="compile-output">
      <figcaption>{compile.ok ? t('compileWarnings') : t('compileOutput')}</figcaption>
      {messages.length === 0 && <ScrollText>{t('empty')}</ScrollText>}
      {first.map((message, index) => (
        <Message key={index} message={message} />
      ))}
      {rest.length > 0 && first.length > 0 && (
        <details className={styles.folded}>
          <summary>{t('compileRest')}</summary>
          <ScrollText>
            <LinkedText text={rest.map(textOf).join('\n')} />
          </ScrollText>
        </details>
      )}
      {rest.length > 0 && first.length === 0 && (
        <ScrollText>
          <LinkedText text={rest.map(textOf).join('\n')} />
        </ScrollText>
      )}
    </figure>
  )
}

function Message({ message: { lines, notes } }: { message: CompileMessage }) {
  const t = useTranslations('workspace')
  const isFolded = notes.length >= manyNotes
  return (
    <>
      <ScrollText>
        <LinkedText text={(isFolded ? lines : [...lines, ...notes]).join('\n')} />
      </ScrollText>
      {isFolded && (
        <details className={styles.folded}>
          <summary>{t('compileNotes', { count: notes.length })}</summary>
          <ScrollText>
            <LinkedText text={notes.join('\n')} />
          </ScrollText>
        </details>
      )}
    </>
  )
}

function textOf({ lines, notes }: CompileMessage): string {
  return [...lines, ...notes].join('\n')
}
