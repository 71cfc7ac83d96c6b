// npm run record: the film of the main job in the README, docs/main-job.webp, taken from the built editor.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { prepareTools } from './prepare.mjs'
import { prepareBrowser } from './prepare/browser.mjs'
import { inBrowser, prepareBundle } from './prepare/bundle.mjs'
import { log } from './prepare/log.mjs'
import { root } from './prepare/root.mjs'
import { runScript, Stop } from './prepare/stop.mjs'

const size = { width: 1280, height: 800 }
const MAX_BYTES = 3_000_000
/** After which something that is not there counts as missing, in milliseconds. */
const MISSING_MS = 120_000

await runScript(async () => {
  const node = await prepareTools()
  await prepareBundle(node, inBrowser)
  const executablePath = await prepareBrowser(node)
  // What needs packages is loaded after they are installed.
  const { chromium } = await import('@playwright/test')
  const { openStory } = await import('./shoot/openStory.mjs')
  const { unpainted } = await import('./shoot/workflows.mjs')
  const { createFilm } = await import('./record/film.mjs')
  const { playMainJob } = await import('./record/mainJob.mjs')
  const { encode } = await import('./record/encode.mjs')

  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const context = /** @type {const} */ ({ viewport: size, colorScheme: 'dark', reducedMotion: 'reduce' })
  const { page, close } = await openStory({ workflow: unpainted }, { node, browser, context, pace: 'real' })
  page.setDefaultTimeout(MISSING_MS)
  const film = createFilm(page, MISSING_MS)
  await playMainJob(page, film)
  await close()
  await browser.close()

  const bytes = await encode(film.frames, { size, width: 1280, quality: 75 })
  const seconds = film.frames.reduce((sum, { ms }) => sum + ms, 0) / 1000
  const words = `${film.frames.length} frames, ${seconds} s, ${Math.round(bytes.length / 1000)} kB`
  if (bytes.length > MAX_BYTES) throw new Stop(`The film is too large: ${words}.`)
  const file = join(root, 'docs/main-job.webp')
  await writeFile(file, bytes)
  log(`${file}: ${words}`)
  return 0
})
