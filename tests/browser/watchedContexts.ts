import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage } from '@playwright/test'

/** The folder for traces of failed tests; tracing costs time, so it is off without it. */
const traces = process.env['PATCHBAY_TRACES'] ?? ''

/**
 * The time after which a wait counts as hanging, in milliseconds. It is not a claim about the machine's speed: expected
 * events come by themselves, and a test fails after this only if one never does.
 */
export const HANGS = 45_000

export interface WatchedContexts {
  /** A separate context, whose pages must log no errors. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Console messages that are allowed in this test. */
  allow(words: RegExp): void
  /** Errors and warnings of every page so far that were not allowed. */
  complaints(): readonly string[]
  /** Saves a picture and a trace of every page if `failedAs` names a test, and closes all of them. */
  close(failedAs: string | null): Promise<void>
}

/** Chromium says this about a directive that it does not know yet; the page sets it nevertheless. */
const UNKNOWN_DIRECTIVE = "Unrecognized Content-Security-Policy directive 'webrtc'."

const isComplaint = (message: ConsoleMessage): boolean =>
  ['error', 'warning'].includes(message.type()) && message.text() !== UNKNOWN_DIRECTIVE

const SCREEN = { width: 1440, height: 900 }

export function watchContexts(browser: Browser): WatchedContexts {
  const contexts: BrowserContext[] = []
  const complaints: string[] = []
  const allowed: RegExp[] = []
  return {
    async open(options = {}) {
      const context = await browser.newContext({ viewport: SCREEN, reducedMotion: 'reduce', ...options })
      contexts.push(context)
      context.setDefaultTimeout(HANGS)
      // Messages that disappear by themselves would be gone before a slow machine has looked. A blank page has no
      // storage.
      await context.addInitScript(
        `if (location.protocol !== 'about:') localStorage.setItem('patchbay.messages', 'stay')`,
      )
      context.on('console', (message) => {
        if (isComplaint(message)) complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(error.error().message))
      if (traces !== '') await context.tracing.start({ screenshots: true, snapshots: true })
      return context
    },
    allow: (words) => void allowed.push(words),
    complaints: () => complaints.filter((words) => !allowed.some((one) => one.test(words))),
    async close(failedAs) {
      for (const [index, context] of contexts.splice(0).entries()) {
        if (traces !== '') await saveTrace(context, failedAs, index)
        await context.close()
      }
    },
  }
}

async function saveTrace(context: BrowserContext, failedAs: string | null, index: number): Promise<void> {
  if (failedAs === null) return context.tracing.stop()
  await mkdir(traces, { recursive: true })
  const path = join(traces, `${failedAs.replaceAll(/[^\w-]+/g, '-').slice(0, 120)}-${index}`)
  const pages = context.pages().map((page, point) =>
    // A page that has crashed has no picture.
    page.screenshot({ path: `${path}-${point}.png` }).catch(() => null),
  )
  await Promise.all(pages)
  await context.tracing.stop({ path: `${path}.zip` })
}
