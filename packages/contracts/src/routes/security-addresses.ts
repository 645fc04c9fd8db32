// What happens to the safety of one's own account. What an address is, and where the rest of a route is told: address.ts.

export const listSecurityEvents = 'GET /v1/account/events'
export const understandTheft = 'POST /v1/account/thefts/understood'
