import type { CompileResult } from '@eduscale/contracts/judge'
import { useTranslations } from 'next-intl'
import { ScrollText } from '../../ui/scroll-box'
import styles from './output-block.module.css'

export function CompileOutput({ compile }: { compile: CompileResult }) {
  const t = useTranslations('workspace')
  return (
    <figure className={styles.block} data-tone={compile.ok ? 'warn' : 'bad'} data-testid="compile-output">
      <figcaption>{compile.ok ? t('compileWarnings') : t('compileOutput')}</figcaption>
      <ScrollText>{compile.output.trim() || t('empty')}</ScrollText>
    </figure>
  )
}
