import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ProblemList } from '../../../../../areas/judge/practice/problem-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('practice'))('title') }
}

export default function PracticePage() {
  return <ProblemList />
}
