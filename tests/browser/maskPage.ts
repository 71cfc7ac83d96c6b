import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import type { Painting } from '#shared/mask/painting.ts'
import { readPainting } from '#shared/mask/painting.ts'
import { expect } from './fixtures.ts'

/** The name of these tests' workflow: the example, saved in the library. */
const NAME = 'painted'

/** Puts the example into a library before its host starts, so that saving asks nothing. */
export async function writeExample(home: string): Promise<void> {
  await mkdir(join(home, 'workflows'), { recursive: true })
  await copyFile('examples/generate-paint-inpaint.json', join(home, 'workflows', `${NAME}.patchbay.json`))
}

/** Opens the example and runs it until it waits for the mask. */
export async function runToMask(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Workflows' }).click()
  await page
    .getByRole('complementary', { name: 'Workflows' })
    .getByText(NAME, { exact: true })
    .first()
    .click()
  await expect(page.getByText('Run the input first.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByText('The mask is empty.')).toBeVisible()
}

export const paintButton = (page: Page) => page.locator('[data-enter]').first()

/** Opens the mask editor and returns the middle of the picture, in pixels of the page. */
export async function openMask(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  await paintButton(page).click()
  return middleOfPane(page)
}

export async function middleOfPane(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const pane = page.locator('[data-mask-stage]')
  await expect(pane).toBeFocused()
  const box = await pane.boundingBox()
  if (box === null) throw new Error('the stage is not there')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

export async function drag(page: Page, spots: readonly (readonly [number, number])[]): Promise<void> {
  const [first, ...rest] = spots
  if (first === undefined) return
  await page.mouse.move(...first)
  await page.mouse.down()
  for (const spot of rest) await page.mouse.move(...spot, { steps: 4 })
  await page.mouse.up()
}

/** Saves the workflow, and reads the painting in it. */
export async function savedPainting(page: Page, home: string): Promise<Painting> {
  await page.keyboard.press('Control+s')
  const folder = join(home, 'workflows')
  let painting: Painting | null = null
  await expect
    .poll(async () => {
      const name = (await readdir(folder)).find((one) => one.startsWith(NAME)) ?? ''
      const workflow = JSON.parse(await readFile(join(folder, name), 'utf8')) as {
        nodes: { id: string; values?: Record<string, unknown> }[]
      }
      const read = readPainting(workflow.nodes.find(({ id }) => id === 'mask')?.values?.['painting'])
      painting = read.ok && read.painting.preview !== undefined ? read.painting : null
      return painting !== null
    })
    .toBe(true)
  if (painting === null) throw new Error('nothing is painted')
  return painting
}

interface Accepted {
  readonly event: string
  readonly modelId: string
  readonly input: Readonly<Record<string, unknown>>
}

/** The requests to the practice engine of a library, in order. */
export async function acceptedJobs(home: string): Promise<readonly Accepted[]> {
  const text = await readFile(join(home, 'practice/ledger.jsonl'), 'utf8')
  // The casts follow the engine's format.
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Accepted)
  return lines.filter(({ event }) => event === 'accepted')
}

export const requestedModels = async (home: string): Promise<readonly string[]> =>
  (await acceptedJobs(home)).map(({ modelId }) => modelId.replace(/^.*\/turbo\/?/, '') || 'text to image')

/** The last mask that the engine received: one byte per pixel. */
export async function sentMask(home: string) {
  const jobs = (await acceptedJobs(home)).filter(({ input }) => 'mask_image_url' in input)
  const name = String(jobs.at(-1)?.input['mask_image_url']).replace(/^.*\//, '')
  const bytes = await readFile(join(home, 'practice/inputs', name))
  const { channels } = await sharp(bytes).metadata()
  const { data, info } = await sharp(bytes).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { channels, width: info.width, height: info.height, data: new Uint8Array(data) }
}

/** Waits until this many runs of this library have ended: each saves a new picture there. */
export const expectEnded = (home: string, runs: number): Promise<void> =>
  expect.poll(async () => (await readdir(join(home, 'pictures')).catch(() => [])).length).toBe(runs)
