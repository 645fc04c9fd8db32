// About the routes themselves. What an address is, and where the rest of a route is told: address.ts.

export const getOpenApi = 'GET /v1/openapi.json'
