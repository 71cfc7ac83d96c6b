import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { commandLine } from '../prepare/bundle.mjs'
import { childEnvironment } from '../prepare/childEnvironment.mjs'

const DRAFT = 'draft-screenshot'
const ADDRESS = /http:\S+(?=\s)/

/**
 * Puts a workflow into a library before its host starts: it is then on the canvas, with all of it in view.
 *
 * @param {string} home
 * @param {import('./workflows.mjs').SceneWorkflow} workflow
 */
export async function writeDraft(home, workflow) {
  const file = `${createHash('sha256').update(DRAFT).digest('hex').slice(0, 32)}.json`
  const text = JSON.stringify({ format: 'patchbay/workflow', version: 1, ...workflow })
  await mkdir(join(home, 'drafts'), { recursive: true })
  await writeFile(
    join(home, 'drafts', file),
    JSON.stringify({ id: DRAFT, name: workflow.name, base: null, text }),
  )
}

/** The page takes keys and clicks. @param {import('@playwright/test').Page} page */
export const isReady = (page) => page.locator('html[data-ready]').waitFor({ state: 'attached' })

/**
 * @typedef {object} StoryOptions
 * @property {string} node The Node that runs Patchbay.
 * @property {import('@playwright/test').Browser} browser
 * @property {import('@playwright/test').BrowserContextOptions} context
 * @property {'fast' | 'real'} pace How long jobs take in practice.
 */

/**
 * Opens a library of its own, a host, an engine if the story wants one, and a page.
 *
 * @param {Pick<import('./stories.mjs').Story, 'workflow' | 'isLive'>} story
 * @param {StoryOptions} options
 */
export async function openStory({ workflow, isLive = false }, { node, browser, context, pace }) {
  const home = await mkdtemp(join(tmpdir(), 'patchbay-scenes-'))
  if (workflow !== undefined) await writeDraft(home, workflow)
  const engine = isLive ? await startEngine(node) : null
  if (engine !== null)
    await writeFile(join(home, 'settings.json'), JSON.stringify({ mode: 'live', confirmAbove: 100 }))
  const host = await startProgram(node, ['edit', '--no-open', '--port', '0'], {
    PATCHBAY_HOME: home,
    PATCHBAY_PRACTICE_PACE: pace,
    ...(engine === null ? {} : { PATCHBAY_API_URL: engine.url, RUNCOMFY_API_TOKEN: 'practice' }),
  })
  const opened = await browser.newContext(context)
  const page = await opened.newPage()
  await page.goto(host.url)
  await isReady(page)
  return {
    page,
    engine: engine ?? noEngine,
    async close() {
      await opened.close()
      await host.close()
      await engine?.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** @returns {never} */
function refuse() {
  throw new Error('Only a live story has an engine to give orders to.')
}

/** @type {import('./stories.mjs').Engine} */
const noEngine = { hold: refuse, release: refuse, order: refuse }

/**
 * The practice engine, in a process of its own.
 *
 * @param {string} node
 * @returns {Promise<import('./stories.mjs').Engine & { url: string, close(): Promise<void> }>}
 */
async function startEngine(node) {
  const { url, close } = await startProgram(node, ['practice', '--port', '0', '--pace', 'fast'], {})
  /**
   * @param {string} path
   * @param {RequestInit} init
   */
  async function request(path, init) {
    const answer = await fetch(`${url}/practice/${path}`, init)
    if (!answer.ok) throw new Error(`The practice engine answered ${answer.status}: ${await answer.text()}`)
  }
  /** @param {unknown} body */
  const json = (body) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return {
    url,
    close,
    hold: (gate) => request('holds', json(gate)),
    release: () => request('holds', { method: 'DELETE' }),
    order: (fault) => request('faults', json({ faults: [fault] })),
  }
}

/**
 * Starts the built program, and resolves when it has printed its address.
 *
 * @param {string} node
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function startProgram(node, args, env) {
  const program = spawn(node, [commandLine, ...args], {
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(program, 'exit')
  let output = ''
  for await (const chunk of program.stdout) {
    output += String(chunk)
    if (ADDRESS.test(output)) break
  }
  const [url] = ADDRESS.exec(output) ?? []
  if (url === undefined) throw new Error(`patchbay ${args[0]} ended before it named its address.`)
  return {
    url,
    async close() {
      program.kill('SIGKILL')
      await ended
    },
  }
}
