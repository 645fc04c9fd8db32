import type { Workplace } from './workplace'

const names = ['Ada', 'Linus']

/** Two members to sign in with at once; their password is generated, as every secret here. Answers a line that tells them. */
export async function createDemoUsers(apiUrls: string[], workplace: Workplace): Promise<string> {
  const password = workplace.secret('demoPassword').slice(0, 12)
  for (const name of names) {
    // 409 when an earlier start has created it.
    await fetch(`${apiUrls[0]}/v1/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password }),
    })
  }
  return `${names.join(' and ')}, password ${password}`
}
