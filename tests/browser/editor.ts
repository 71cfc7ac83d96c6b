import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { chromium } from '@playwright/test'

/** A host in a process of its own, with a library of its own. */
export interface EditorHost {
  readonly url: string
  readonly home: string
  /** Ends it as a crash would. */
  kill(): Promise<void>
}

export async function startEditorHost(
  home: string,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<EditorHost> {
  const child = spawn(process.execPath, ['dist/cli/patchbay.js', 'edit', '--no-open', ...args], {
    env: { PATH: process.env['PATH'], PATCHBAY_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    const [url] = /http:\S+/.exec(printed) ?? []
    if (url !== undefined) resolve(url)
  })
  const ended = once(child, 'exit')
  void ended.then(() => reject(new Error(`the host has ended: ${told}`)))
  return {
    url: await promise,
    home,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}

export const makeHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'patchbay-editor-'))
/** What is kept of canvases in a library, as one text. */
export async function readDrafts(home: string): Promise<string> {
  const folder = join(home, 'drafts')
  const names = await readdir(folder).catch((): string[] => [])
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))
  return texts.join('\n')
}

export const removeHome = (home: string): Promise<void> => rm(home, { recursive: true, force: true })

/** The browser that the test script has found, or Debian's. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['PATCHBAY_BROWSER'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
}

/** A page on the editor, and all that it complained of. */
export async function openEditor(
  browser: Browser,
  url: string,
  colorScheme: 'dark' | 'light' = 'dark',
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(url)
  return { page, complaints }
}
