'use client'

import type { ShownProblem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { memo, useMemo } from 'react'
import { useServices } from '../../app-services/context/use-services'
import { CopyButton } from '../../ui/copy-button'
import { ScrollText } from '../../ui/scroll-box'
import { kindViewOf } from '../problem-kinds/registry'
import { DifficultyTag } from '../../ui/difficulty-tag'
import { keepFormulasWhole } from './keep-formulas-whole'
import { StatementLangSwitch } from './statement-lang-switch'
import './statement.css'
import styles from './statement-pane.module.css'

interface StatementPaneProps {
  problem: ShownProblem
  /** Not where there is nothing to run. */
  onUseInput?: (input: string) => void
}

export const StatementPane = memo(function StatementPane({ problem, onUseInput }: StatementPaneProps) {
  const t = useTranslations('workspace')
  // Sanitised by the api, from files of the repository; users write no statements.
  const { apiUrl } = useServices()
  const html = useMemo(
    () => ({ __html: keepFormulasWhole(problem.statementHtml).replaceAll('<img src="/', `<img src="${apiUrl}/`) }),
    [problem.statementHtml, apiUrl],
  )
  const view = kindViewOf(problem)
  return (
    <article className={styles.pane} aria-labelledby="problem-title">
      {/* A statement may be in another language than the page: screen readers and translators are told. */}
      <h1 id="problem-title" lang={problem.lang}>
        {problem.title}
      </h1>
      <div className={styles.facts}>
        <DifficultyTag difficulty={problem.difficulty} />
        <span className="numerals">
          {t('limits', { seconds: String(problem.limits.timeMs / 1_000), memory: String(problem.limits.memoryMb) })}
        </span>
        <StatementLangSwitch problem={problem} />
      </div>
      <div className="statement" lang={problem.lang} dangerouslySetInnerHTML={html} />
      {problem.samples.length > 0 && <h2 className={styles.samplesTitle}>{t('samples')}</h2>}
      {problem.samples.map((sample, index) => {
        const name = String(index + 1)
        return (
          <section key={sample.name} className={styles.sample} aria-label={t('sample', { name })}>
            <div className={styles.io}>
              <header>
                <h3>{view.inputTitle(problem, t)}</h3>
                {onUseInput && (
                  <button type="button" onClick={() => onUseInput(sample.input)}>
                    {t('useAsInput')}
                  </button>
                )}
                <CopyButton text={sample.input} label={t('copyInput', { name })} />
              </header>
              <ScrollText>{sample.input.replace(/\n$/, '')}</ScrollText>
            </div>
            <div className={styles.io}>
              <header>
                <h3>{view.answerTitle(problem, t)}</h3>
                <CopyButton text={sample.answer} label={t('copyOutput', { name })} />
              </header>
              <ScrollText>{sample.answer.replace(/\n$/, '')}</ScrollText>
            </div>
          </section>
        )
      })}
    </article>
  )
})
