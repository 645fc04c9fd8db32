import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PersonPage } from '../../../../../../../areas/admin/people/person-page'

interface Props {
  params: Promise<{ id: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') }
}

export default async function PersonRoute({ params }: Props) {
  const { id } = await params
  return <PersonPage key={id} id={id} />
}
