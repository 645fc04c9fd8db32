import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AccountForm } from '../../../../areas/identity/account/account-form'
import { safePath } from '../../../../areas/identity/account/safe-path'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('registerTitle') }
}

export default async function RegisterPage({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  return <AccountForm kind="register" to={safePath((await searchParams).to)} />
}
