import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { REQUESTS } from '#main/electron/channels.ts'
import type { DesktopProcess } from '../desktop/desktopProcess.ts'
import { startDesktop } from '../desktop/desktopProcess.ts'
import { readPreload } from '../desktop/preload.ts'
import { isReady, makeHome, removeHome } from './editor.ts'
import type { WatchedContexts } from './watchedContexts.ts'

/** The build: the page, main and preload, as they are in the app. */
const built = join(import.meta.dirname, '../..')

/** Replaces `app://patchbay`, which only Electron knows; a page of it has the same rights. */
const ORIGIN = 'https://patchbay.test'

/** A separate library, and the desktop app on it without Electron. */
export interface Desktop extends Omit<DesktopProcess, 'onSent'> {
  readonly home: string
  /** Starts the app; the first page does so by default. */
  start(env?: Readonly<Record<string, string>>): Promise<void>
  /** A page of the app when it is ready for keys and clicks. */
  open(): Promise<Page>
  /** Sends a request like the page. Resolves with the answer: its `output`, or its `error`. */
  request(name: string, input: unknown): Promise<unknown>
  close(): Promise<void>
}

export async function createDesktop(contexts: WatchedContexts): Promise<Desktop> {
  const home = await makeHome()
  let running: DesktopProcess | null = null
  const app = (): DesktopProcess => {
    if (running === null) throw new Error('the app was not started')
    return running
  }
  const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
    running = startDesktop(built, home, env)
    await running.opened()
  }
  return {
    home,
    start,
    async open() {
      if (running === null) await start()
      return openPage(contexts, app())
    },
    async kill() {
      await running?.kill()
      running = null
    },
    async close() {
      await running?.kill()
      await removeHome(home)
    },
    opened: () => app().opened(),
    invoke: (channel, input) => app().invoke(channel, input),
    request: (name, input) => app().invoke(REQUESTS, { id: 1, name, input }),
    fetch: (url) => app().fetch(url),
    windows: () => app().windows(),
    dialogs: () => app().dialogs(),
    choose: (label) => app().choose(label),
    happen: (event, ...given) => app().happen(event, ...given),
    quit: () => app().quit(),
  }
}

/**
 * The page of the desktop app in a plain Chromium: its files come from the built main, and it communicates through the
 * built preload. Only Electron is missing.
 */
async function openPage(contexts: WatchedContexts, desktop: DesktopProcess): Promise<Page> {
  const context = await contexts.open({
    colorScheme: 'dark',
    userAgent: 'Mozilla/5.0 (X11; Linux x64) Chrome/140 Electron/45.3.4 Safari/537.36',
  })
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url())
    // An app that ends leaves its page without an answer.
    const fetched = await desktop.fetch(`app://patchbay${pathname}${search}`).catch(() => null)
    if (fetched === null) return route.abort()
    const { status, headers, body } = fetched
    return route.fulfill({ status, headers, body: Buffer.from(body, 'base64') })
  })
  await context.exposeFunction('invokeMain', (channel: string, input: unknown) =>
    desktop.invoke(channel, input),
  )
  await context.addInitScript({ content: inMainWorld(readPreload(built)) })
  const page = await context.newPage()
  desktop.onSent((channel, event) => {
    // A closed page receives nothing, and need not.
    page.evaluate(`hearMain(${JSON.stringify(channel)}, ${JSON.stringify(event)})`).catch(() => {})
  })
  await page.goto(`${ORIGIN}/`)
  await isReady(page)
  return page
}

/** A preload with what Electron gives it: one module, which connects to the main process. */
const inMainWorld = (preload: string): string => `(() => {
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
