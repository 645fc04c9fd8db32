import type { CompileResult } from '@eduscale/contracts/judge'
import { useTranslations } from 'next-intl'
import { ScrollText } from '../../ui/scroll-box'
import styles from './output-block.module.css'

export function CompileOutput({ compile }: { compile: CompileResult }) {
  const t = useTranslations('workspace')
  return (
    <figure className={styles.block} data-tone={compile.ok ? 'warn' : 'bad'} data-testid="compile-output">
      <figcaption>{compile.ok ? t('compileWarnings') : t('compileOutput')}</figcaption>
      <ScrollText>{withoutBox(compile.output).trim() || t('empty')}</ScrollText>
    </figure>
  )
}

/** Where the sandbox puts a program is no matter of its author's: `main.cpp:3:1`, not `/box/main.cpp:3:1`. */
function withoutBox(output: string): string {
  return output.replace(/(?<![\w/])\/box\//g, '')
}
