// What scripts may use of identity; no part of a running node.
export { renewNameKeys } from './account/account.queries'
export { banByName, grantByName, readStanding, revokeByName, unbanByName } from './people/by-name'
export { demoNames, ensureDemoUsers } from './people/demo-users'
export { createTokenIssuer, type TokenIssuer } from './session/token-issuer'
