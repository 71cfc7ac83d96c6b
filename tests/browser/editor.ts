import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { compileCache } from '../faults/commandLine.ts'
import type { WatchedContexts } from './watchedContexts.ts'

/** A host in a separate process. */
export interface EditorHost {
  /** Admits a page. */
  readonly url: string
  /** Kills it, and resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts the built program on any free port. Rejects when it ends before it reports its address. */
export async function startEditorHost(
  home: string,
  env: Readonly<Record<string, string>> = {},
  port = '0',
): Promise<EditorHost> {
  const child = spawn(process.execPath, ['dist/cli/patchbay.js', 'edit', '--no-open', '--port', port], {
    env: { PATH: process.env['PATH'], PATCHBAY_HOME: home, ...compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    const [url] = /http:\S+(?=\s)/.exec(printed) ?? []
    if (url !== undefined) resolve(url)
  })
  const ended = once(child, 'exit')
  void ended.then(() => reject(new Error(`the host has ended: ${output}`)))
  return {
    url: await promise,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}

export interface OpenOptions extends Pick<BrowserContextOptions, 'viewport' | 'hasTouch' | 'reducedMotion'> {
  readonly theme?: 'dark' | 'light'
  /** The target, if not the printed address. */
  readonly url?: string
  /** Whether the page's clock stands still, so that recent events stay "just now". Timers run. */
  readonly still?: boolean
}

/** A separate library, the host that holds it, and pages on it. */
export interface Editor {
  readonly home: string
  /** The host's address; of the last one that was started. */
  readonly url: string
  /** The environment of every host from now on. */
  use(env: Readonly<Record<string, string>>): void
  /** Starts the host; a page does so if none runs. */
  start(): Promise<void>
  /** Kills the host. */
  kill(): Promise<void>
  /** Starts a host on the same port, with another token. */
  startAgain(): Promise<void>
  /** A loaded page, in a context of its own. */
  load(options?: OpenOptions): Promise<Page>
  /** The same when it is ready for keys and clicks. */
  open(options?: OpenOptions): Promise<Page>
  /** Console messages that are allowed in this test. */
  allow(words: RegExp): void
  close(): Promise<void>
}

export const makeHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'patchbay-editor-'))
export const removeHome = (home: string): Promise<void> => rm(home, { recursive: true, force: true })

/** Jobs of the practice engine are as fast as possible: their duration is the subject of other tests. */
const QUICK: Readonly<Record<string, string>> = { PATCHBAY_PRACTICE_PACE: 'fast' }

export async function createEditor(contexts: WatchedContexts): Promise<Editor> {
  const home = await makeHome()
  let host: Promise<EditorHost> | null = null
  let url = ''
  let env = QUICK

  async function start(port = '0'): Promise<void> {
    host = startEditorHost(home, env, port)
    ;({ url } = await host)
  }
  async function kill(): Promise<void> {
    await (await host)?.kill()
    host = null
  }
  async function load({ theme = 'dark', url: to, still = false, ...more }: OpenOptions = {}): Promise<Page> {
    // Both take time, and are independent.
    const [context] = await Promise.all([contexts.open({ colorScheme: theme, ...more }), host ?? start()])
    const page = await context.newPage()
    if (still) await page.clock.setFixedTime(Date.now())
    await page.goto(to ?? url, { waitUntil: 'commit' })
    return page
  }
  return {
    home,
    get url() {
      return url
    },
    use: (more) => void (env = { ...QUICK, ...more }),
    start: () => start(),
    kill,
    startAgain: async () => {
      const { port } = new URL(url)
      await kill()
      await start(port)
    },
    load,
    async open(options) {
      const page = await load(options)
      await isReady(page)
      return page
    },
    allow: contexts.allow,
    async close() {
      await kill()
      await removeHome(home)
    },
  }
}

/** Resolves when the page takes keys and clicks: after it was opened, reloaded, or shows another canvas. */
export const isReady = (page: Page): Promise<void> => marked(page, 'data-ready')

/** Resolves when the host has all edits of the page. */
export const isSaved = (page: Page): Promise<void> => marked(page, 'data-kept')

const marked = (page: Page, mark: string): Promise<void> =>
  page.locator(`html[${mark}]`).waitFor({ state: 'attached' })

/** Reloads the page, and waits for it. */
export async function reload(page: Page): Promise<void> {
  await page.reload({ waitUntil: 'commit' })
  await isReady(page)
}

/** Everything that a library has stored of canvases, as one text. */
export async function readDrafts({ home }: Pick<Editor, 'home'>): Promise<string> {
  const folder = join(home, 'drafts')
  const names = await readdir(folder).catch((): string[] => [])
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))
  return texts.join('\n')
}
