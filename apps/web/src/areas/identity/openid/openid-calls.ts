import type { LinkedAccounts, Provider } from '@eduscale/contracts/openid'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { AnswerOf } from '@eduscale/contracts/routes/all'
import {
  beginOpenId,
  beginOpenIdLink,
  beginOpenIdProof,
  finishOpenId,
  listLinkedAccounts,
  listProviders,
  registerByOpenId,
  unlinkAccount,
} from '@eduscale/contracts/routes/identity-addresses'
import type { PublicUser } from '@eduscale/contracts/account'
import type { Services } from '../../../app-services/context/use-services'
import { localeCookie } from '../../../i18n/routing'
import { keepTrip, type Trip } from './trip'

/** The provider is asked meanwhile, up to three times. */
const timeoutMs = 25_000

export interface Linked {
  accounts: LinkedAccounts['accounts']
  providers: Provider[]
  /** Those that one can sign in by: with a linked account. */
  ways: Provider[]
  isOffered: boolean
}

/** What comes back from a provider, as far as it leads on. */
interface Back {
  provider: string
  state: string
  code: string
  iss: string | undefined
}

/** Signing in by an account of somewhere else: what its pages ask for. */
export function openIdCalls({ api, identity, tokens }: Pick<Services, 'api' | 'identity' | 'tokens'>, lang: StatementLang) {
  const ownClient = () => identity.beginEntering('own').client
  /** One comes back to a page without a language: this one is remembered as long as the browser is open. */
  const leave = (url: string, trip: Trip) => {
    keepTrip(trip)
    if (!document.cookie.includes(`${localeCookie.name}=${lang}`))
      document.cookie = `${localeCookie.name}=${lang}; path=/; samesite=lax`
    location.assign(url)
  }
  return {
    providers: async (signal: AbortSignal) => (await api.call(listProviders, {}, { signal })).providers,
    linked: async (signal: AbortSignal): Promise<Linked> => {
      const [{ accounts }, { providers }] = await Promise.all([
        api.call(listLinkedAccounts, {}, { signal }),
        api.call(listProviders, {}, { signal }),
      ])
      const ways = providers.filter(({ id }) => accounts.some(({ provider }) => provider?.id === id))
      return { accounts, providers, ways, isOffered: accounts.length + providers.length > 0 }
    },
    unlink: (id: string) => api.call(unlinkAccount, { params: { id }, query: { lang } }),
    enter: async (provider: string, to: string) => {
      const { url } = await ownClient().call(beginOpenId, { body: { provider } }, { timeoutMs })
      leave(url, { purpose: 'enter', to })
    },
    link: async (provider: string) => {
      const { url } = await ownClient().call(
        beginOpenIdLink,
        { body: { provider } },
        { timeoutMs, token: await tokens.getToken() },
      )
      leave(url, { purpose: 'link', to: '/settings' })
    },
    prove: async (provider: string, code: { code?: string }) => {
      const { url } = await ownClient().call(
        beginOpenIdProof,
        { body: { provider, ...code } },
        { timeoutMs, token: await tokens.getToken() },
      )
      leave(url, { purpose: 'prove', to: '/settings' })
    },
    finish: async (back: Back, { purpose }: Trip): Promise<Finished> => {
      const { slot, client } = identity.beginEntering(purpose === 'enter' ? 'new' : 'own')
      const token = purpose === 'enter' ? null : await tokens.getToken()
      const finished = await client.call(finishOpenId, { body: { ...back, lang } }, { timeoutMs, token })
      return finished.is === 'entered' ? { is: 'in', user: identity.endEntering(slot, finished) } : finished
    },
    /** A guest stays who they are, in their place. */
    register: async (body: { ticket: string; name: string }): Promise<PublicUser> => {
      const { slot, client } = identity.beginEntering('own')
      return identity.endEntering(slot, await client.call(registerByOpenId, { body }, { token: await tokens.getToken() }))
    },
  }
}

export type Finished = { is: 'in'; user: PublicUser } | Exclude<AnswerOf<'finishOpenId'>, { is: 'entered' }>
