'use client'

import type { Problem } from '@eduscale/contracts/problem'
import { useEffect, useState } from 'react'
import { loadUntil } from '../../ui/load-patiently'
import { spareParts } from '../../ui/spare-parts'
import type { EditorLanguage } from '../../app-services/languages/languages'

const loadMaker = () => import('../editor/make-starter')
spareParts.add(loadMaker)

/** Longer nobody waits for an editor: an empty page is enough to go on. */
const patienceMs = 3_000

/**
 * What the editor starts with, where the problem brings none: null for the moment that it takes to make one. Where its code can't be
 * had (offline) it is empty, until it comes.
 */
export function useStarter(problem: Problem, language: EditorLanguage): string | null {
  const given = problem.starters[language]
  const key = `${problem.slug}:${language}`
  const [made, setMade] = useState<{ key: string; text: string } | null>(null)
  const { signature } = problem
  const isGiven = given !== undefined
  useEffect(() => {
    if (isGiven) return
    let isGone = false
    const keep = (text: string) => {
      if (!isGone) setMade({ key, text })
    }
    const patience = setTimeout(() => keep(''), patienceMs)
    void loadUntil(loadMaker, () => isGone).then((module) => {
      clearTimeout(patience)
      if (module) keep(module.makeStarter(signature, language))
    })
    return () => {
      isGone = true
      clearTimeout(patience)
    }
  }, [isGiven, key, language, signature])
  return given ?? (made?.key === key ? made.text : null)
}
