import type { BattleRules } from '@eduscale/contracts/battle'
import { useTranslations } from 'next-intl'
import { languageName } from '../../../app-services/languages/languages'

/** The rules of a battle in a few words each, for lists and headings. */
export function useRulesText(): (rules: BattleRules) => string[] {
  const t = useTranslations('room')
  const arena = useTranslations('arena')
  const battle = useTranslations('battle')
  const difficulty = useTranslations('difficulty')
  return (rules) => [
    rules.teamCount === null ? t(`formats.${rules.format}`) : t('teamCount', { count: rules.teamCount }),
    t(`scorings.${rules.scoring}`),
    arena('minutes', { count: Math.round(rules.limitMs / 60_000) }),
    difficulty(rules.difficulty ?? 'anyLong'),
    rules.isRanked ? battle('rated') : battle('casual'),
    ...(rules.languages === null ? [] : [rules.languages.map(languageName).join(', ')]),
    ...(rules.skills.length === 0 ? [] : [rules.skills.join(', ')]),
    ...(rules.mayJoinLate ? [t('late')] : []),
  ]
}

export function RulesText({ rules }: { rules: BattleRules }) {
  return <>{useRulesText()(rules).join(' · ')}</>
}
