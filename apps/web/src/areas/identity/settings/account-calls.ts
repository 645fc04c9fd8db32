import type { EduscaleApi } from '../../../app-services/api/eduscale-api'
import type { BodyOf } from '@eduscale/contracts/routes/all'
import type { StatementLang } from '@eduscale/contracts/problem'
import {
  askDeletion,
  askReset,
  beginSecondFactor,
  changeEmail,
  changePassword,
  confirmEmail,
  exportData,
  proveAgain,
  removeEmail,
  renewRecoveryCodes,
  resetPassword,
  turnSecondFactorOff,
  turnSecondFactorOn,
} from '@eduscale/contracts/routes/identity-addresses'

/** Hashing takes turns: behind others, or on a slow machine, that takes long. */
const timeoutMs = 30_000
/** Thousands of programs, over a slow line. */
const exportTimeoutMs = 600_000

/** What pages of accounts ask for. Apart from the other calls, so that no page that plays carries them. */
export function accountCalls(api: EduscaleApi) {
  return {
    proveAgain: (body: BodyOf<'proveAgain'>) => api.call(proveAgain, { body }, { timeoutMs }),
    changePassword: (body: BodyOf<'changePassword'>) => api.call(changePassword, { body }, { timeoutMs }),
    changeEmail: (body: BodyOf<'changeEmail'>) => api.call(changeEmail, { body }),
    removeEmail: (lang: StatementLang) => api.call(removeEmail, { query: { lang } }),
    confirmEmail: (body: BodyOf<'confirmEmail'>) => api.call(confirmEmail, { body }, { token: null }),
    askReset: (body: BodyOf<'askReset'>) => api.call(askReset, { body }, { token: null }),
    resetPassword: (body: BodyOf<'resetPassword'>) => api.call(resetPassword, { body }, { token: null, timeoutMs }),
    beginSecondFactor: () => api.call(beginSecondFactor, {}),
    turnSecondFactorOn: (body: BodyOf<'turnSecondFactorOn'>) => api.call(turnSecondFactorOn, { body }),
    turnSecondFactorOff: (lang: StatementLang) => api.call(turnSecondFactorOff, { query: { lang } }),
    renewRecoveryCodes: () => api.call(renewRecoveryCodes, {}),
    exportData: (lang: StatementLang) => api.download(exportData, { query: { lang } }, { timeoutMs: exportTimeoutMs }),
    askDeletion: (body: BodyOf<'askDeletion'>) => api.call(askDeletion, { body }),
  }
}
