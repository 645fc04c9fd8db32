import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AccountForm } from '../../../../areas/identity/account/account-form'
import { ProviderButtons } from '../../../../areas/identity/openid/provider-buttons'
import { safePath } from '../../../../areas/identity/account/safe-path'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('signInTitle') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  const to = safePath((await searchParams).to)
  return (
    <AccountForm kind="sign-in" to={to}>
      <ProviderButtons to={to} />
    </AccountForm>
  )
}
