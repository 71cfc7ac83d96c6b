// npm run screenshots: a picture of each screen, dark and light, into build/screenshots.

import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { prepareTools } from './prepare.mjs'
import { childEnvironment } from './prepare/childEnvironment.mjs'
import { prepareBrowser } from './prepare/browser.mjs'
import { prepareBundle } from './prepare/bundle.mjs'
import { root } from './prepare/root.mjs'
import { log } from './prepare/log.mjs'
import { runScript } from './prepare/stop.mjs'
import { scenes } from './shoot/scenes.mjs'

const folder = join(root, 'build/screenshots')
const size = { width: 1280, height: 800 }
const DRAFT = 'draft-screenshot'

/**
 * A separate library, with a workflow on the canvas if one is given.
 *
 * @param {import('./shoot/scenes.mjs').Scene['workflow']} workflow
 */
async function makeHome(workflow) {
  const home = await mkdtemp(join(tmpdir(), 'patchbay-screens-'))
  if (workflow === undefined) return home
  const file = `${createHash('sha256').update(DRAFT).digest('hex').slice(0, 32)}.json`
  await mkdir(join(home, 'drafts'), { recursive: true })
  const text = JSON.stringify({ format: 'patchbay/workflow', version: 1, ...workflow })
  await writeFile(
    join(home, 'drafts', file),
    JSON.stringify({ id: DRAFT, name: workflow.name, base: null, text }),
  )
  return home
}

/**
 * @param {string} node
 * @param {string} home
 */
async function startHost(node, home) {
  const host = spawn(node, [join(root, 'dist/cli/patchbay.js'), 'edit', '--no-open', '--port', '0'], {
    env: childEnvironment({ PATCHBAY_HOME: home }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  for await (const chunk of host.stdout) {
    output += chunk
    const url = /http:\S+/.exec(output)?.[0]
    if (url !== undefined) return { host, url }
  }
  throw new Error('The host ended before it named its address.')
}

/**
 * Resolves when a picture is decoded, or cannot be.
 *
 * @param {unknown} image
 */
const decoded = (image) => /** @type {{ decode(): Promise<void> }} */ (image).decode().catch(() => {})

await runScript(async () => {
  const node = await prepareTools()
  await prepareBundle(node)
  const executablePath = await prepareBrowser(node)
  const { chromium } = await import('@playwright/test')
  const { default: sharp } = await import('sharp')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  await mkdir(folder, { recursive: true })
  const wanted = process.argv.slice(2)
  for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name)))
    for (const theme of /** @type {const} */ (['dark', 'light'])) {
      const home = await makeHome(scene.workflow)
      const { host, url } = await startHost(node, home)
      const context = await browser.newContext({
        viewport: size,
        colorScheme: theme,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      await page.goto(url)
      await page.locator('.react-flow__pane').waitFor()
      if (scene.workflow?.nodes.length !== 0) await page.locator('[data-card]').first().waitFor()
      await scene.show(page)
      await page.mouse.move(size.width / 2, size.height - 4)
      // Everything that was started by then is painted, and pictures are decoded.
      await page.waitForLoadState('networkidle')
      const images = await page.locator('img').all()
      await Promise.all(images.map((one) => one.evaluate(decoded)))
      const shot = await page.screenshot()
      await context.close()
      host.kill('SIGKILL')
      await once(host, 'exit')
      await rm(home, { recursive: true, force: true })
      await sharp(shot)
        .png({ palette: true, quality: 90, effort: 7 })
        .toFile(join(folder, `${scene.name}-${theme}.png`))
      log(`${scene.name}-${theme}.png`)
    }
  await browser.close()
  return 0
})
