import type { GroupResult } from '@eduscale/contracts/judge'
import { useTranslations } from 'next-intl'
import styles from './group-table.module.css'
import { VerdictMark } from './verdict-mark'

/** Points of a scored problem, by its groups of tests. */
export function GroupTable({ groups: all }: { groups: readonly GroupResult[] }) {
  const groups = innermost(all)
  const t = useTranslations('workspace')
  const verdicts = useTranslations('verdict')
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('groups')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('group')}</th>
          <th scope="col">{t('verdictColumn')}</th>
          <th scope="col">{t('points')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.name}>
            <th scope="row">{group.name.split('/').at(-1)}</th>
            <td>
              <VerdictMark verdict={group.verdict} /> {verdicts(group.verdict)}
            </td>
            <td className="numerals">
              {group.maxScore === null
                ? String(group.score)
                : t('scoreIn', { score: String(group.score), max: String(group.maxScore) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A group of groups repeats what is in it, and samples are worth nothing. */
function innermost(groups: readonly GroupResult[]): GroupResult[] {
  return groups.filter(({ name }) => !/^sample(\/|$)/.test(name) && !groups.some((other) => other.name.startsWith(`${name}/`)))
}
