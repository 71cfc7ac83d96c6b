import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { makeNode } from './editorPage.ts'
import { expect, test } from './fixtures.ts'
import { writeLargeVideo } from './media/writeLargeVideo.ts'

const BYTES = 200e6

/** Counts the bytes of media that the page's own code is sent, posters aside. */
function countMedia(page: Page): () => number {
  let bytes = 0
  page.on('response', (response) => {
    if (/\/[0-9a-f]{64}$/.test(response.url()) && response.request().method() === 'GET')
      bytes += Number(response.headers()['content-length'])
  })
  return () => bytes
}

test.for([
  ['plays at once', false],
  ['begins with black', true],
] as const)(
  'the poster of a video of 200 MB with its index at the end costs less than 4 MB, if it %s',
  async ([, isBlackAtFirst], { editor, openEditorPage }) => {
    const folder = join(editor.home, 'workflows')
    await mkdir(folder, { recursive: true })
    await writeLargeVideo(join(folder, 'large.mp4'), { bytes: BYTES, seconds: 30, isBlackAtFirst })
    const { page, leave } = await openEditorPage({
      nodes: [makeNode('large', 'load-video', 0, 0, { values: { video: { file: 'large.mp4' } } })],
    })
    const read = countMedia(page)
    await leave()
    await page.keyboard.press('Control+Enter')
    // As text: the tests have no DOM types.
    const brightest = `(() => {
      const poster = document.querySelector('[data-card=large] img')
      if (poster === null || poster.naturalWidth === 0) return 0
      const context = new OffscreenCanvas(32, 32).getContext('2d')
      context.drawImage(poster, 0, 0, 32, 32)
      return Math.max(...context.getImageData(0, 0, 32, 32).data.filter((_, index) => index % 4 < 3))
    })()`
    await expect.poll(async () => Number(await page.evaluate(brightest))).toBeGreaterThan(100)
    console.log(read())
    expect(read()).toBeLessThan(4e6)
    // The index and a frame.
    expect(read()).toBeGreaterThan(BYTES / 600)
  },
)
