// Who somebody is. What an address is, and where the rest of a route is told: address.ts.

export const createGuest = 'POST /v1/session/guest'
export const register = 'POST /v1/session/account'
export const signIn = 'POST /v1/session/sign-in'
export const refreshSession = 'POST /v1/session/refresh'
export const exchangeToken = 'POST /v1/session/exchange'
export const signOut = 'DELETE /v1/session'
export const listSessions = 'GET /v1/session/list'
export const endSession = 'DELETE /v1/session/list/:id'
export const endOtherSessions = 'DELETE /v1/session/others'
export const listPublicKeys = 'GET /.well-known/jwks.json'
export const getMe = 'GET /v1/me'
