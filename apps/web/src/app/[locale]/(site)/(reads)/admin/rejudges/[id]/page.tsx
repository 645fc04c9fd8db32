import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readItemsView } from '../../../../../../../areas/judge/rejudge/items-view'
import { RejudgePage } from '../../../../../../../areas/judge/rejudge/rejudge-page'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rejudge'))('title') }
}

export default async function RejudgeRoute({ params, searchParams }: Props) {
  const { id } = await params
  return <RejudgePage key={id} id={id} initialView={readItemsView(await searchParams)} />
}
