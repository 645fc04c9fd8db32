// What scripts may use of identity; no part of a running node.
export { renewNameKeys } from './account/account.queries'
export { demoNames, ensureDemoUsers } from './account/demo-users'
export { createTokenIssuer, type TokenIssuer } from './session/token-issuer'
export { setRole } from './account/set-role'
