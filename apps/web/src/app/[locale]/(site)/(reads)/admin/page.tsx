import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AdminHome } from '../../../../../areas/admin/home/admin-home'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('title') }
}

export default function AdminRoute() {
  return <AdminHome />
}
