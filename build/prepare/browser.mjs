import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { runStep } from './child.mjs'
import { log } from './log.mjs'
import { Stop } from './stop.mjs'

/** The names of Chromium, by its distributor. One without windows needs half the processor time for a page. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
]
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** @returns {string | undefined} */
function findBrowser() {
  const given = process.env.PATCHBAY_BROWSER
  if (given !== undefined && given !== '') return given
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...elsewhere]
  return paths.find((path) => existsSync(path))
}

/**
 * The browser for the browser tests: the machine's Chrome, Edge or Chromium; on Debian, as root, its package is
 * installed if there is none, the headless one if available.
 *
 * @param {string} node
 * @returns {Promise<string>} Path of the program.
 * @throws {Stop} If there is none, with instructions.
 */
export async function prepareBrowser(node) {
  const found = findBrowser()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    log('Installing Chromium for the browser tests (once)…')
    await runStep('apt-get', ['update', '-qq'], { node, captured: true })
    let printed = ''
    for (const name of ['chromium-headless-shell', 'chromium']) {
      const install = ['install', '-y', '-qq', '--no-install-recommends', name]
      const { output } = await runStep('apt-get', install, { node, captured: true })
      const installed = findBrowser()
      if (installed !== undefined) return installed
      printed += output
    }
    throw new Stop(`Chromium could not be installed:\n${printed}`)
  }
  throw new Stop(
    'The browser tests need Chrome, Edge or Chromium, and none was found. Install one, or name its program in PATCHBAY_BROWSER.',
  )
}
