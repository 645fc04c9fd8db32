'use client'

import type { ShownProblem } from '@eduscale/contracts/problem'
import { useTranslations } from 'next-intl'
import { useStatementLang } from '../../app-services/preferences/use-statement-lang'
import { localeNames, locales } from '../../i18n/routing'
import { Select } from '../../ui/select'

/** Where a statement can be read in several languages. */
export function StatementLangSwitch({ problem }: { problem: Pick<ShownProblem, 'lang' | 'langs'> }) {
  const t = useTranslations('workspace')
  const [, choose] = useStatementLang()
  const shown = locales.find((lang) => lang === problem.lang)
  const offered = locales.filter((lang) => problem.langs.includes(lang))
  if (!shown || offered.length < 2) return null
  const options = offered.map((value) => ({ value, label: localeNames[value] }))
  return <Select isCompact label={t('statementLang')} value={shown} options={options} onChange={choose} />
}
