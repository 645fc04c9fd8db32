import { expect, test } from 'vitest'
import { checkSettings } from './check-settings'

const provider = (issuer: string) => JSON.stringify([{ id: 'a', label: 'A', issuer, clientId: 'x', clientSecret: 'y' }])

test('what is right, or not given, passes', () => {
  checkSettings({})
  expect(() =>
    checkSettings({ RUNNER_SPEED: '1.5', TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8', GUESTS_PER_ADDRESS: '3' }),
  ).not.toThrow()
  for (const issuer of ['https://id.example.org/', 'http://localhost:3000'])
    expect(() => checkSettings({ OIDC_PROVIDERS: provider(issuer) })).not.toThrow()
})

test.each([
  [{ GUESTS_PER_ADDRESS: '0' }, /GUESTS_PER_ADDRESS: /],
  [{ TRUSTED_PROXIES: 'bogus' }, /TRUSTED_PROXIES: must be addresses or networks/],
  [{ SMTP_URL: 'mail.example' }, /SMTP_URL: an address such as smtps:/],
  [{ OIDC_PROVIDERS: '{' }, /OIDC_PROVIDERS: a list in JSON/],
  [{ OIDC_PROVIDERS: '[{"id":"school"}]' }, /OIDC_PROVIDERS\.0\.clientSecret: /],
  [{ OIDC_PROVIDERS: provider('http://id.example.org') }, /OIDC_PROVIDERS\.0\.issuer: https:/],
  [{ OIDC_PROVIDERS: provider('no address') }, /OIDC_PROVIDERS\.0\.issuer: an address such as https:/],
  [{ RUNNER_SPEED: '7' }, /RUNNER_SPEED: /],
])('%j is refused', (env, says) => {
  expect(() => checkSettings(env)).toThrow(says)
})
