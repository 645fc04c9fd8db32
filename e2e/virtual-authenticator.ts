import type { BrowserContext, Page } from 'playwright-core'

export interface Device {
  /** Whether its owner's finger is known to it. */
  verifies: (isUserVerified: boolean) => Promise<unknown>
}

/** A device that keeps passkeys, of Chromium's own: https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/ */
export async function plugIn(context: BrowserContext, page: Page): Promise<Device> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    verifies: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}
