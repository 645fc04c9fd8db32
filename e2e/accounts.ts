import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'

/** Of everybody whom a test registers, unless it says another one. */
export const password = 'correct horse battery'

/** A new member by the form, signed in on this page; returns their name. */
export async function register(page: Page, home: string, name = `Mia ${randomBytes(4).toString('hex')}`): Promise<string> {
  await page.goto(`${home}/register`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/arena')
  return name
}

/** By the form; what comes then, the arena or a second step, is the test's. */
export async function signIn(page: Page, home: string, name: string, given = password): Promise<void> {
  await page.goto(`${home}/sign-in`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Password', { exact: true }).fill(given)
  await page.getByRole('button', { name: 'Sign in', exact: true }).last().click()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByTestId('identity').click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByTestId('identity').getByText('Sign in').waitFor()
}
