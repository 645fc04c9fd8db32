import type { EduscaleApi } from '../../../app-services/api/eduscale-api'
import type { BodyOf } from '@eduscale/contracts/routes/all'
import type { StatementLang } from '@eduscale/contracts/problem'
import {
  addPasskey,
  askDeletion,
  askReset,
  beginPasskey,
  beginPasskeyProof,
  beginSecondFactor,
  changeEmail,
  changePassword,
  confirmEmail,
  endOtherSessions,
  endSession,
  exportData,
  proveAgain,
  proveByPasskey,
  removeEmail,
  removePasskey,
  renamePasskey,
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
    endSession: (id: string) => api.call(endSession, { params: { id } }),
    endOtherSessions: () => api.call(endOtherSessions, {}),
    beginPasskey: () => api.call(beginPasskey, {}),
    addPasskey: (body: BodyOf<'addPasskey'>) => api.call(addPasskey, { body }),
    renamePasskey: (id: string, name: string) => api.call(renamePasskey, { params: { id }, body: { name } }),
    removePasskey: (id: string, lang: StatementLang) => api.call(removePasskey, { params: { id }, query: { lang } }),
    beginPasskeyProof: () => api.call(beginPasskeyProof, {}),
    proveByPasskey: (body: BodyOf<'proveByPasskey'>) => api.call(proveByPasskey, { body }),
    exportData: (lang: StatementLang) => api.download(exportData, { query: { lang } }, { timeoutMs: exportTimeoutMs }),
    askDeletion: (body: BodyOf<'askDeletion'>) => api.call(askDeletion, { body }),
  }
}
