// Who somebody is. What an address is, and where the rest of a route is told: address.ts.

export const createGuest = 'POST /v1/guests'
export const register = 'POST /v1/accounts'
export const signIn = 'POST /v1/sessions'
export const signOut = 'DELETE /v1/sessions/current'
export const getMe = 'GET /v1/me'
export const changePassword = 'PUT /v1/account/password'
