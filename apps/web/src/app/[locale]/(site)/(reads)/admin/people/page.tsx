import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PeoplePage } from '../../../../../../areas/admin/people/people-page'
import { readPeopleView } from '../../../../../../areas/admin/people/people-view'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

export default async function PeopleRoute({ searchParams }: Props) {
  return <PeoplePage initialView={readPeopleView(await searchParams)} />
}
