import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RejudgeList } from '../../../../../../areas/judge/rejudge/rejudge-list'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rejudge'))('title') }
}

export default function RejudgesRoute() {
  return <RejudgeList />
}
