import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect as expectPage } from '@playwright/test'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { writeSettings } from '../browser/engine.ts'
import type { EngineProcess } from '../faults/engineProcess.ts'
import { startEngine } from '../faults/engineProcess.ts'
import type { RunningApp } from './electronApp.ts'
import { makeHome, removeHome, startElectron, startSecond, whyNot } from './electronApp.ts'

const reason = whyNot()
// Where it must run, a skip is a failure.
if (reason !== null && process.env['PATCHBAY_ELECTRON_MUST_RUN'] === '1') throw new Error(reason)
if (reason !== null) process.stderr.write(`The Electron suite is skipped: ${reason}.\n`)

describe.skipIf(reason !== null)('the desktop app in Electron', () => {
  let home: string
  let running: RunningApp[] = []

  beforeEach(async () => {
    home = await makeHome()
    running = []
  })
  afterEach(async () => {
    await Promise.all(running.map(({ kill }) => kill().catch(() => {})))
    await removeHome(home)
  })

  async function start(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const started = await startElectron(home, args, env)
    running.push(started)
    return started
  }

  /** Runs its jobs on an engine that holds them for as long as the test wants. */
  async function startOn(engine: EngineProcess): Promise<RunningApp> {
    await writeSettings(home)
    return start([], { RUNCOMFY_API_TOKEN: 'key', PATCHBAY_API_URL: engine.url })
  }

  async function quit({ app }: RunningApp): Promise<void> {
    await app.close()
    running = running.filter((one) => one.app !== app)
  }

  test('starts with the main example, in a page that has nothing of Node', async () => {
    const { page } = await start()
    await expectPage(page.getByText('Inpaint', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
    expect(page.url()).toBe('app://patchbay/')
    expect(await page.evaluate('[typeof require, typeof process, typeof module]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ])
    expect(await page.evaluate('Object.keys(window.patchbay).toSorted()')).toEqual(['send', 'subscribe'])
  })

  test('runs the main example, and its pictures come back', async () => {
    const { page } = await start()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expectPage(page.locator('.react-flow__node img')).toHaveCount(4, { timeout: 60_000 })
  })

  test('a saved workflow is there at the next start', async () => {
    const first = await start()
    await expectPage(first.page.getByText('Inpaint', { exact: true }).first()).toBeVisible({
      timeout: 30_000,
    })
    await first.page.keyboard.press('ControlOrMeta+s')
    await expectPage(first.page.getByText('is saved')).toBeVisible()
    await quit(first)
    const second = await start()
    await expectPage(second.page).toHaveTitle('Generate, then inpaint – Patchbay', { timeout: 30_000 })
  })

  test('what was typed survives a kill', async () => {
    const first = await start()
    const prompt = first.page.getByRole('textbox', { name: 'Prompt' }).first()
    await prompt.fill('A tram in the rain')
    await prompt.blur()
    const drafts = (): Promise<unknown> =>
      first.page.evaluate(
        `window.patchbay.send({ id: 1, name: 'draft.list', input: {} }).then(JSON.stringify)`,
      )
    await expectPage.poll(drafts).toContain('A tram in the rain')
    await first.kill()
    const second = await start()
    await expectPage(second.page.getByRole('textbox', { name: 'Prompt' }).first()).toHaveValue(
      'A tram in the rain',
    )
  })

  test('a page that crashes is reloaded, and the run continues', async () => {
    const engine = await startEngine()
    onTestFinished(() => engine.close())
    await engine.hold({ state: 'in_progress' })
    const { app, page } = await startOn(engine)
    await page.keyboard.press('ControlOrMeta+Enter')
    await expectPage(page.getByRole('status').first()).toContainText('Running')
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })
    await engine.release()
    const pageAgain = (): Promise<unknown> =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          `window.patchbay.send({ id: 1, name: 'run.list', input: {} }).then(({ output }) => output[0].state)`,
        ),
      )
    await expectPage.poll(pageAgain, { timeout: 60_000 }).toBe('done')
  })

  test('a second instance passes its file on and ends', async () => {
    const { page } = await start()
    await expectPage(page).toHaveTitle('Generate, then inpaint – Patchbay', { timeout: 30_000 })
    const path = join(home, 'Quiet street.patchbay.json')
    await writeFile(path, JSON.stringify({ format: 'patchbay/workflow', version: 1, nodes: [], edges: [] }))
    expect(await startSecond(home, [path])).toBe(0)
    await expectPage(page).toHaveTitle('• Quiet street – Patchbay')
  })

  test('a deep link shows a workflow and runs nothing', async () => {
    const text = JSON.stringify({ format: 'patchbay/workflow', version: 1, nodes: [], edges: [] })
    const link = `patchbay://preview?name=Sent&workflow=${Buffer.from(text).toString('base64url')}`
    const { page } = await start([link])
    await expectPage(page).toHaveTitle('• Sent – Patchbay', { timeout: 30_000 })
    expect(await page.evaluate(`window.patchbay.send({ id: 1, name: 'run.list', input: {} })`)).toEqual({
      id: 1,
      output: [],
    })
  })

  test('starts and runs without a network', async () => {
    // A proxy without a listener simulates a missing network: outgoing requests do not arrive.
    const nowhere = 'http://127.0.0.1:9'
    const { app, page } = await start([`--proxy-server=${nowhere}`], {
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
    })
    const requested: string[] = []
    app.context().on('request', (request) => requested.push(new URL(request.url()).protocol))
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expectPage(page.locator('.react-flow__node img')).toHaveCount(4, { timeout: 60_000 })
    expect(requested.filter((protocol) => !['app:', 'blob:', 'data:'].includes(protocol))).toEqual([])
  })
})
