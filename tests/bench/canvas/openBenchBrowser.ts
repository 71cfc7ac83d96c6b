import type { Browser } from '@playwright/test'
import { chromium } from '@playwright/test'

/**
 * The browser that the script has found, drawing in software. Without a display's beat a frame lasts as long as the work on
 * it, so that what is quicker than the beat can be told apart too.
 */
export const openBenchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['PATCHBAY_BROWSER'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-gpu-vsync',
      '--disable-frame-rate-limit',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  })
