import { expect, test } from 'vitest'
import { checkSettings } from './check-settings'

test('what is right, or not given, passes', () => {
  checkSettings({})
  expect(() =>
    checkSettings({ RUNNER_SPEED: '1.5', TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8', GUESTS_PER_ADDRESS: '3' }),
  ).not.toThrow()
})

test.each([
  [{ GUESTS_PER_ADDRESS: '0' }, /GUESTS_PER_ADDRESS: /],
  [{ TRUSTED_PROXIES: 'bogus' }, /TRUSTED_PROXIES: must be addresses or networks/],
  [{ SMTP_URL: 'mail.example' }, /SMTP_URL: an address such as smtps:/],
  [{ RUNNER_SPEED: '7' }, /RUNNER_SPEED: /],
])('%j is refused', (env, says) => {
  expect(() => checkSettings(env)).toThrow(says)
})
