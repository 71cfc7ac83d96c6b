import type { Browser } from '@playwright/test'
import { chromium } from '@playwright/test'

/**
 * The browser that the script has found, rendering in software. Without a display's refresh a frame lasts as long as
 * its work, so that differences below one refresh are measurable too.
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
