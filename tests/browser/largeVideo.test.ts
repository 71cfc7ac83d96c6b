import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Editor } from './editor.ts'
import { makeNode } from './editorPage.ts'
import { expect, test } from './fixtures.ts'
import { countReceived, watchMemory } from './pageMemory.ts'
import type { LargeVideo } from './media/writeLargeVideo.ts'
import { writeLargeVideo } from './media/writeLargeVideo.ts'

const BYTES = 200e6

/** A workflow that loads a video of 200 MB. */
async function makeWorkflow({ home }: Editor, video: Omit<LargeVideo, 'bytes'>) {
  const folder = join(home, 'workflows')
  await mkdir(folder, { recursive: true })
  await writeLargeVideo(join(folder, 'large.mp4'), { bytes: BYTES, ...video })
  return { nodes: [makeNode('large', 'load-video', 0, 0, { values: { video: { file: 'large.mp4' } } })] }
}

/** Counts the bytes of media that the page's own code is sent, posters aside. */
function countMedia(page: Page): () => number {
  let bytes = 0
  page.on('response', (response) => {
    if (/\/[0-9a-f]{64}$/.test(response.url()) && response.request().method() === 'GET')
      bytes += Number(response.headers()['content-length'])
  })
  return () => bytes
}

/** Of the poster of the card, from 0 to 255. As text: the tests have no DOM types. */
const BRIGHTEST = `(() => {
  const poster = document.querySelector('[data-card=large] img')
  if (poster === null || poster.naturalWidth === 0) return 0
  const context = new OffscreenCanvas(32, 32).getContext('2d')
  context.drawImage(poster, 0, 0, 32, 32)
  return Math.max(...context.getImageData(0, 0, 32, 32).data.filter((_, index) => index % 4 < 3))
})()`

test.for([
  ['plays at once', false],
  ['begins with black', true],
] as const)(
  'the poster of a video of 200 MB with its index at the end costs less than 4 MB, if it %s',
  async ([, isBlackAtFirst], { editor, openEditorPage }) => {
    const workflow = await makeWorkflow(editor, { seconds: 30, isBlackAtFirst })
    const { page, leave } = await openEditorPage(workflow)
    const read = countMedia(page)
    await leave()
    await page.keyboard.press('Control+Enter')
    await expect.poll(async () => Number(await page.evaluate(BRIGHTEST))).toBeGreaterThan(100)
    expect(read()).toBeLessThan(4e6)
    // At least a frame.
    expect(read()).toBeGreaterThan(BYTES / 600)
  },
)

/** What the page's own code may hold more than before, in bytes: a tenth of the file. */
const MAX_MORE = 20e6

test('a video of 200 MB is played, seeked and saved in little memory, and a part of it is sent', async ({
  editor,
  openEditorPage,
}) => {
  const workflow = await makeWorkflow(editor, { seconds: 120 })
  const { page, leave, card } = await openEditorPage(workflow, { reducedMotion: 'no-preference' })
  const held = await watchMemory(page)
  const received = await countReceived(page)
  await leave()
  const idle = await held()
  const more: Record<string, number> = {}
  const look = async (when: string): Promise<void> => {
    more[when] = (await held()) - idle
  }
  const ofVideo = (expression: string) => async (): Promise<unknown> =>
    page.evaluate(`((one) => ${expression})(document.querySelector('video'))`)

  await page.keyboard.press('Control+Enter')
  await expect.poll(async () => Number(await page.evaluate(BRIGHTEST))).toBeGreaterThan(100)
  await look('shown')
  await card('large').locator('img').hover()
  await expect.poll(ofVideo('one?.currentTime > 0')).toBe(true)
  await look('played')
  await page.mouse.move(0, 0)
  await expect(page.locator('video')).toHaveCount(0)

  await card('large').getByRole('button', { name: 'Open the video in the viewer' }).press('Enter')
  const position = page.getByRole('slider', { name: 'Position' })
  await expect(position).toBeEnabled()
  for (const at of [100, 12, 68, 112, 36]) {
    await position.fill(String(at))
    await expect.poll(ofVideo(`!one.seeking && Math.abs(one.currentTime - ${at}) < 0.1`)).toBe(true)
  }
  await look('seeked')
  expect(received()).toBeGreaterThan(BYTES / 1000)
  expect(received()).toBeLessThan(BYTES / 2)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: 'Save as…' }).first().click(),
  ])
  expect((await stat(await download.path())).size).toBeGreaterThan(BYTES)
  await look('saved')
  expect(Object.entries(more).filter(([, bytes]) => bytes > MAX_MORE)).toEqual([])
})
