// npm run screenshots: a picture of each scene, dark and light, into build/screenshots.
// npm run screenshots -- viewer paint --size 1440x900 --scale 2 --theme dark --to /tmp/pictures: only these, elsewhere.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { prepareTools } from './prepare.mjs'
import { prepareBrowser } from './prepare/browser.mjs'
import { inBrowser, prepareBundle } from './prepare/bundle.mjs'
import { log } from './prepare/log.mjs'
import { runScript, Stop } from './prepare/stop.mjs'
import { root } from './prepare/root.mjs'
import { readOptions } from './shoot/options.mjs'

/** After which a sign that is not there counts as missing, in milliseconds. A busy machine takes its time. */
const MISSING_MS = 120_000

/** Pictures of pages that lacked a sign. */
const missed = join(root, '.cache/screenshots')

await runScript(async () => {
  const { scenes, size, scale, folder, themes } = readOptions(process.argv.slice(2))
  const node = await prepareTools()
  await prepareBundle(node, inBrowser)
  const executablePath = await prepareBrowser(node)
  // What needs packages is loaded after they are installed.
  const { chromium } = await import('@playwright/test')
  const { default: sharp } = await import('sharp')
  const { openStory } = await import('./shoot/openStory.mjs')
  const { showScene } = await import('./shoot/showScene.mjs')
  const { stories } = await import('./shoot/stories.mjs')

  const names = stories.flatMap((story) => story.scenes.map(({ name }) => name))
  const wrong = scenes.find((name) => !names.includes(name))
  if (wrong !== undefined) throw new Stop(`There is no scene ${wrong}: ${names.join(', ')}.`, 64)
  const isWanted = (/** @type {string} */ name) => scenes.length === 0 || scenes.includes(name)

  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  await mkdir(folder, { recursive: true })
  let failures = 0
  for (const story of stories.filter((story) => story.scenes.some(({ name }) => isWanted(name))))
    for (const colorScheme of themes) {
      const context = /** @type {const} */ ({
        viewport: size,
        deviceScaleFactor: scale,
        colorScheme,
        reducedMotion: 'reduce',
      })
      const { page, engine, close } = await openStory(story, { node, browser, context, pace: 'fast' })
      page.setDefaultTimeout(MISSING_MS)
      // Scenes continue each other: those after the last one that is wanted are left out.
      const last = story.scenes.findLastIndex(({ name }) => isWanted(name))
      for (const scene of story.scenes.slice(0, last + 1)) {
        const file = `${scene.name}-${colorScheme}.png`
        try {
          await showScene(page, engine, scene, MISSING_MS)
          if (isWanted(scene.name)) {
            const shot = await page.screenshot()
            await sharp(shot).png({ palette: true, quality: 90, effort: 7 }).toFile(join(folder, file))
            log(`${file}: ${scene.title}`)
          }
          await scene.leave?.(page, engine)
        } catch (thrown) {
          failures += 1
          await page.screenshot({ path: join(missed, file) })
          log(
            `${file} is not what it promises; what was there is in ${join(missed, file)}.\n${String(thrown)}`,
          )
          break
        }
      }
      await close()
    }
  await browser.close()
  return failures === 0 ? 0 : 1
})
