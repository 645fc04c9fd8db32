import type { TestResult } from '@eduscale/contracts/judge'
import type { Judging, TestGroup } from '@eduscale/contracts/test-set'
import { groupOf } from '@eduscale/rules/grade'
import { mayAskForPass } from './passes'
import type { Judged, TestCase } from './test-runner'
import { nothingChecked, type Checked } from './validators'

/** What the format calls a judge error is one: https://www.kattis.com/problem-package-format/spec/2025-09.html, "Scoring test cases". */
export function byTheRules(checked: Checked, { test, judging }: { test: TestCase; judging: Judging }): Checked {
  const broken = checked.verdict === 'IE' ? null : brokenRule(checked, { group: findGroup(test.name, judging), judging })
  return broken === null ? checked : { ...nothingChecked, verdict: 'IE', judgeMessage: checked.judgeMessage, error: broken }
}

function brokenRule(
  { verdict, score, scoreFiles, nextPass }: Checked,
  { group, judging }: { group: TestGroup | null; judging: Judging },
): string | null {
  if (verdict === 'WA' && nextPass !== null && mayAskForPass(judging)) return 'the validator rejects and asks for another pass'
  if (!group?.validatorScores) return null
  const isGiven = scoreFiles.score || scoreFiles.multiplier
  if (scoreFiles.score && scoreFiles.multiplier) return 'the validator wrote both score.txt and score_multiplier.txt'
  if (verdict === 'WA') return isGiven ? 'the validator rejects and gives a score' : null
  if (score && score.value < 0) return `the validator gave a negative score: ${score.value}`
  switch (group.validatorScores) {
    case 'none':
      return isGiven ? 'the validator gave a score in a group that passes or fails' : null
    case 'unbounded':
      if (scoreFiles.multiplier) return 'the validator wrote score_multiplier.txt in a group without a highest score'
      return scoreFiles.score ? null : 'the validator wrote no score.txt in a group without a highest score'
    case 'bounded':
      if (score?.kind === 'multiplier' && score.value > 1) return `the validator wrote a multiplier above 1: ${score.value}`
      // A score is written in decimals, and the highest of a test may be a third of something.
      if (score?.kind === 'score' && score.value > group.acceptScore + 1e-9 * Math.max(1, group.acceptScore))
        return `the validator gave ${score.value} points where ${group.acceptScore} are the most`
      return null
  }
}

export function withChecked(
  result: TestResult,
  checked: Checked,
  { test, judging }: { test: TestCase; judging: Judging },
): TestResult {
  const { verdict, divergence, message, judgeMessage } = checked
  return { ...result, verdict, divergence, message, judgeMessage, score: scoreOf(checked, findGroup(test.name, judging)) }
}

function scoreOf({ verdict, score }: Checked, group: TestGroup | null): number | null {
  if (!group || verdict !== 'AC' || !score) return null
  const value = score.kind === 'score' ? score.value : score.value * group.acceptScore
  return group.maxScore === null ? value : Math.min(value, group.maxScore)
}

export function withDefaultScore({ result, error }: Judged, judging: Judging): Judged {
  return { result: { ...result, score: result.score ?? defaultScore(result, judging) }, error }
}

function defaultScore({ name, verdict }: TestResult, judging: Judging): number | null {
  const group = findGroup(name, judging)
  return group && (verdict === 'AC' ? group.acceptScore : group.rejectScore)
}

function findGroup(name: string, { scoring }: Judging): TestGroup | null {
  return scoring && groupOf(scoring.groups, name)
}
