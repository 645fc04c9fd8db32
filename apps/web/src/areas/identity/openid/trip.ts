import { tabStorage } from '../../../app-services/storage/tab-storage'
import { safePath } from '../account/safe-path'

/** What one went to a provider for, and where one wants to be afterwards. */
export interface Trip {
  purpose: 'enter' | 'link' | 'prove'
  to: string
}

const key = 'eduscale.openid'

export function keepTrip({ purpose, to }: Trip): void {
  tabStorage('session').setItem(key, `${purpose} ${to}`)
}

/** Of this tab; a path of this site, whatever stands there. */
export function readTrip(): Trip {
  const [purpose = '', to] = (tabStorage('session').getItem(key) ?? '').split(' ')
  return { purpose: purpose === 'link' || purpose === 'prove' ? purpose : 'enter', to: safePath(to) }
}
