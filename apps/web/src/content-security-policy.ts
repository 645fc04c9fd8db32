interface PolicyInput {
  nonce: string
  apiUrls: readonly string[]
  isDevelopment: boolean
}

/**
 * Scripts and style elements run only with this request's nonce. Style attributes are allowed: React renders positions
 * (`transform`, custom properties) into them, and they can't load anything that `img-src` doesn't allow.
 */
export function contentSecurityPolicy({ nonce, apiUrls, isDevelopment }: PolicyInput): string {
  const sockets = apiUrls.map((url) => url.replace(/^http/, 'ws'))
  const connect = ["'self'", ...apiUrls, ...sockets, ...(isDevelopment ? ['ws:'] : [])]
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    // Pictures of statements are the api's.
    `img-src ${["'self'", 'data:', ...apiUrls].join(' ')}`,
    "font-src 'self'",
    `connect-src ${connect.join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
