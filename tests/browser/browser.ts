import type { Browser } from '@playwright/test'
import { chromium } from '@playwright/test'

/** The browser that the test script has found, or Debian's. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['PATCHBAY_BROWSER'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
}
