import type { Browser, Page } from '@playwright/test'
import { join } from 'node:path'
import type { DesktopProcess } from '../desktop/desktopProcess.ts'
import { startDesktop } from '../desktop/desktopProcess.ts'
import { readPreload } from '../desktop/preload.ts'

/** What was built: the page, main and preload, as they are in the app. */
const built = join(import.meta.dirname, '../..')

/** Stands for `app://patchbay`, which only Electron knows; a page of it may do as much. */
const ORIGIN = 'https://patchbay.test'

export const startBuiltDesktop = (home: string): DesktopProcess => startDesktop(built, home)

/**
 * The page of the desktop app in a plain Chromium: its files come from the built main, and it speaks through the built
 * preload. What is missing is Electron alone.
 */
export async function openDesktopPage(
  browser: Browser,
  desktop: DesktopProcess,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    userAgent: 'Mozilla/5.0 (X11; Linux x64) Chrome/140 Electron/45.3.4 Safari/537.36',
  })
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url())
    const { status, headers, body } = await desktop.fetch(`app://patchbay${pathname}${search}`)
    await route.fulfill({ status, headers, body: Buffer.from(body, 'base64') })
  })
  await context.exposeFunction('invokeMain', (channel: string, input: unknown) =>
    desktop.invoke(channel, input),
  )
  await context.addInitScript({ content: inWorld(readPreload(built)) })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  desktop.onSent((channel, event) => {
    // A page that has just been closed hears nothing, and need not.
    page.evaluate(`hearMain(${JSON.stringify(channel)}, ${JSON.stringify(event)})`).catch(() => {})
  })
  await page.goto(`${ORIGIN}/`)
  return { page, complaints }
}

/** A preload with what Electron gives it: one module, which leads to the main process. */
const inWorld = (preload: string): string => `(() => {
  const listeners = []
  window.hearMain = (channel, event) => listeners.forEach(([to, call]) => to === channel && call({}, event))
  const electron = {
    contextBridge: { exposeInMainWorld: (name, value) => { window[name] = value } },
    ipcRenderer: {
      invoke: (channel, input) => window.invokeMain(channel, input),
      on: (channel, call) => listeners.push([channel, call]),
      removeListener: () => {},
    },
  }
  const require = (name) => { if (name === 'electron') return electron; throw new Error(name) }
  const module = { exports: {} }
  ;((exports) => {\n${preload}\n})(module.exports)
})()`
