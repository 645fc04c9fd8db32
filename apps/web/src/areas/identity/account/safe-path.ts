/** Where to go after signing in: a path of this site, never another site. */
export function safePath(to: string | string[] | undefined): string {
  if (typeof to !== 'string' || !/^(?!.*(?:\/\/|\/\.{1,2}(?:\/|$)))\/[\w\-./~%?=&]*$/.test(to)) return '/arena'
  return to
}
