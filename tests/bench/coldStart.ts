import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import type { Browser } from '@playwright/test'

import { childEnvironment } from '#main/platform/childEnvironment.ts'

import { openBenchBrowser } from './canvas/openBenchBrowser.ts'
import { fillCatalogue } from './catalogue/benchCatalogue.ts'
import { summarise } from './statistics.ts'
import { digits, table } from './table.ts'

/** What one start took, in milliseconds of wall-clock time. */
interface Start {
  /** From the start of the program until it prints its address. */
  readonly host: number
  /** From there until the page takes keys and clicks. */
  readonly page: number
}

interface Contender {
  readonly name: string
  /** The folder with a built `dist`. */
  readonly folder: string
  /** How many cached endpoints its library has. */
  readonly endpoints: number
}

const ROUNDS = 9

/**
 * Starts the built editor in turns: without a catalogue, with one of 2,000 endpoints and, if `PATCHBAY_BENCH_OTHER` names
 * the folder of another version that is built too, that one. The page opens the main example.
 */
export async function benchColdStart(log: (line: string) => void): Promise<string> {
  const { PATCHBAY_BENCH_OTHER: other } = process.env
  const contenders: readonly Contender[] = [
    { name: 'no catalogue', folder: '.', endpoints: 0 },
    { name: '2,000 endpoints', folder: '.', endpoints: 2000 },
    ...(other === undefined ? [] : [{ name: 'the other version', folder: other, endpoints: 0 }]),
  ]
  for (const { folder } of contenders)
    if (!existsSync(join(folder, 'dist/page/index.html')))
      throw new Error(`build it first: ${resolve(folder)}`)
  const browser = await openBenchBrowser()
  try {
    const starts = new Map<string, Start[]>(contenders.map(({ name }) => [name, []]))
    for (let round = 0; round < ROUNDS; round += 1)
      for (const each of contenders) {
        const { name } = each
        const start = await startOnce(browser, each)
        log(`${name}, round ${round + 1} of ${ROUNDS}: ${digits(start.host)} + ${digits(start.page)} ms`)
        starts.get(name)?.push(start)
      }
    return `## The start of the editor\n\n${describe(starts)}`
  } finally {
    await browser.close()
  }
}

async function startOnce(browser: Browser, { folder, endpoints }: Contender): Promise<Start> {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-bench-'))
  if (endpoints > 0) fillCatalogue(home, endpoints)
  const began = performance.now()
  const child = spawn(process.execPath, ['dist/cli/patchbay.js', 'edit', '--no-open', '--port', '0'], {
    cwd: folder,
    env: { ...childEnvironment(process.env), PATCHBAY_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const [printed] = (await once(child.stdout, 'data')) as [Buffer]
    const served = performance.now()
    await page.goto(printed.toString().trim())
    await page.waitForSelector('html[data-ready]')
    return { host: served - began, page: performance.now() - served }
  } finally {
    await context.close()
    child.kill()
    await ended
    rmSync(home, { recursive: true, force: true })
  }
}

function describe(starts: ReadonlyMap<string, readonly Start[]>): string {
  const rows = Array.from(starts, ([name, all]) => {
    const host = summarise(all.map((start) => start.host))
    const page = summarise(all.map((start) => start.page))
    return [
      name,
      `${digits(host.median)}, ${digits(host.min)}–${digits(host.max)}`,
      `${digits(page.median)}, ${digits(page.min)}–${digits(page.max)}`,
      digits(summarise(all.map((start) => start.host + start.page)).median),
    ]
  })
  return table(['ms until', 'the host serves, median and range', 'the page is ready', 'both'], rows)
}
