import { hash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Node } from '#shared/document/workflow.ts'
import type { DroppedFile } from './dropFiles.ts'
import { dropFiles } from './dropFiles.ts'
import { reload } from './editor.ts'
import type { EditorPage } from './editorPage.ts'
import { makeNode } from './editorPage.ts'
import { expect, test } from './fixtures.ts'

const fixture = (name: string): Promise<Buffer> => readFile(new URL(`media/${name}`, import.meta.url))

/** Puts files beside the workflow. */
async function putFiles(home: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const folder = join(home, 'workflows')
  await mkdir(folder, { recursive: true })
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
}

/**
 * What a software renderer says about its speed, three of its own loader, and the viewer where no frame was drawn for
 * half a second, after which it continues by itself.
 */
const GRAPHICS =
  /GL Driver Message|software WebGL|RGBELoader has been deprecated|rAF timed out in updateSource/

/** The same, and what its loader says about a damaged file. */
const DAMAGED = new RegExp(`${GRAPHICS.source}|Invalid typed array length`)

const load = (id: string, kind: 'video' | 'audio', file: string, x = 0, y = 0): Node =>
  makeNode(id, `load-${kind}`, x, y, { values: { [kind]: { file } } })

async function run({ page, leave }: EditorPage): Promise<void> {
  await leave()
  await page.keyboard.press('Control+Enter')
}

/** The same video as another file: players skip a box of this name, whatever it contains. */
function variant(video: Uint8Array, index: number): Uint8Array {
  const box = Buffer.alloc(12)
  box.writeUInt32BE(12)
  box.write('free', 4, 'latin1')
  box.writeUInt32BE(index, 8)
  return Buffer.concat([video, box])
}

/** The requests of a page for the bytes of media, posters aside. */
function watchMedia(page: Page): readonly string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (/\/[0-9a-f]{64}$/.test(request.url())) asked.push(`${request.method()} ${request.url()}`)
  })
  return asked
}

/** How many pictures the cards show. */
async function shownPictures(page: Page): Promise<number> {
  // As text: the tests have no DOM types.
  const count: unknown = await page.evaluate(
    `[...document.querySelectorAll('[data-card] img')].filter((one) => one.naturalWidth > 0).length`,
  )
  return Number(count)
}

/** The brightest colour in the poster of a card, from 0 to 255. */
async function brightest(page: Page, node: string): Promise<number> {
  // As text: the tests have no DOM types.
  const found: unknown = await page.evaluate(`(() => {
    const context = new OffscreenCanvas(32, 32).getContext('2d')
    context.drawImage(document.querySelector('[data-card="${node}"] img'), 0, 0, 32, 32)
    return Math.max(...context.getImageData(0, 0, 32, 32).data.filter((_, index) => index % 4 < 3))
  })()`)
  return Number(found)
}

/** The same, with the whole graph in view: cards become as tall as their videos when these are known. */
async function shownInView(page: Page): Promise<number> {
  await page.keyboard.press('.')
  return shownPictures(page)
}

/** A property of the only video of the page, or an expression of it, as `one`. */
const ofVideo = (page: Page, expression: string) => (): Promise<unknown> =>
  page.evaluate(`((one) => ${expression})(document.querySelector('video'))`)

test('a canvas of fifty videos shows their posters, and loads no video until the pointer rests on it', async ({
  editor,
  openEditorPage,
}) => {
  const video = await fixture('tall.mp4')
  const names = Array.from({ length: 50 }, (_, index) => `video-${index}.mp4`)
  await putFiles(editor.home, Object.fromEntries(names.map((name, index) => [name, variant(video, index)])))
  const nodes = names.map((name, index) =>
    load(`v${index}`, 'video', name, (index % 10) * 320, Math.floor(index / 10) * 480),
  )
  const editorPage = await openEditorPage({ nodes }, { reducedMotion: 'no-preference' })
  const { page, card } = editorPage
  await run(editorPage)
  await expect.poll(() => shownInView(page)).toBe(50)

  const asked = watchMedia(page)
  await page.mouse.move(0, 0)
  await reload(page)
  await expect.poll(() => shownInView(page)).toBe(50)
  expect(asked).toEqual([])
  await expect(page.locator('video')).toHaveCount(0)

  await card('v7').locator('img').hover()
  await expect(card('v7').locator('video')).toHaveCount(1)
  await expect.poll(ofVideo(page, 'one.readyState')).toBe(4)
  expect(new Set(asked).size).toBe(1)
  await page.mouse.move(0, 0)
  await expect(page.locator('video')).toHaveCount(0)
})

test('a poster is made once: the next page finds it at the host', async ({ editor, openEditorPage }) => {
  await putFiles(editor.home, { 'tram.webm': await fixture('tram.webm') })
  const editorPage = await openEditorPage({ nodes: [load('tram', 'video', 'tram.webm')] })
  await run(editorPage)
  await expect.poll(() => shownPictures(editorPage.page)).toBe(1)

  const page = await editor.load()
  const asked = watchMedia(page)
  await expect.poll(() => shownPictures(page)).toBe(1)
  expect(asked).toEqual([])
})

test('the first frame that is not black is the poster of a video', async ({ editor, openEditorPage }) => {
  await putFiles(editor.home, { 'tram.webm': await fixture('tram.webm') })
  const editorPage = await openEditorPage({ nodes: [load('tram', 'video', 'tram.webm')] })
  await run(editorPage)
  await expect.poll(() => shownPictures(editorPage.page)).toBe(1)
  expect(await brightest(editorPage.page, 'tram')).toBeGreaterThan(100)
})

test('a video that the browser cannot read says what it is, on its card and in the viewer', async ({
  editor,
  openEditorPage,
}) => {
  await putFiles(editor.home, { 'broken.webm': (await fixture('tram.webm')).subarray(0, 300) })
  const editorPage = await openEditorPage({ nodes: [load('broken', 'video', 'broken.webm')] })
  const { page, card } = editorPage
  await run(editorPage)
  await expect(card('broken').getByText('WEBM video, 300 bytes', { exact: true })).toBeVisible()
  await expect(
    card('broken').getByText('Its file cannot be read: it is damaged or incomplete.'),
  ).toBeVisible()
  await card('broken').getByRole('button', { name: 'Open the video in the viewer' }).click()
  await expect(page.getByText('This browser cannot play this WEBM video.')).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Save as…' }).first()).toBeVisible()
})

test('the viewer plays a video by keys alone', async ({ editor, openEditorPage }) => {
  await putFiles(editor.home, { 'tram.webm': await fixture('tram.webm') })
  const editorPage = await openEditorPage({ nodes: [load('tram', 'video', 'tram.webm')] })
  const { page, card } = editorPage
  await run(editorPage)
  await card('tram').getByRole('button', { name: 'Open the video in the viewer' }).press('Enter')
  await expect(page.getByRole('slider', { name: 'Position' })).toBeEnabled()
  await expect(page.locator('video[data-fps="20"]')).toHaveCount(1)
  const frame = ofVideo(page, 'Math.floor(one.currentTime * 20)')

  await page.keyboard.press('.')
  await expect.poll(frame).toBe(1)
  await page.keyboard.press('.')
  await expect.poll(frame).toBe(2)
  await page.keyboard.press(',')
  await expect.poll(frame).toBe(1)
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(ofVideo(page, 'one.currentTime > 1')).toBe(true)

  await page.keyboard.press('l')
  await page.keyboard.press('m')
  await page.keyboard.press('>')
  await expect.poll(ofVideo(page, '[one.loop, one.muted, one.playbackRate]')).toEqual([true, true, 1.5])
  await page.keyboard.press('Space')
  await expect.poll(ofVideo(page, 'one.paused')).toBe(false)
  await page.keyboard.press('Space')
  await expect.poll(ofVideo(page, 'one.paused')).toBe(true)

  await page.keyboard.press('c')
  await expect(page.getByText('Only pictures can be compared.').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-viewer]')).toHaveCount(0)
})

test('a step that is taken before the video has been read counts', async ({ editor, openEditorPage }) => {
  await putFiles(editor.home, { 'tram.webm': await fixture('tram.webm') })
  const editorPage = await openEditorPage({ nodes: [load('tram', 'video', 'tram.webm')] })
  const { page, card } = editorPage
  await run(editorPage)
  const reading = Promise.withResolvers<void>()
  await page.route('**', async (route) => {
    if (route.request().resourceType() === 'media') await reading.promise
    await route.continue()
  })
  await card('tram').getByRole('button', { name: 'Open the video in the viewer' }).press('Enter')
  await expect(page.locator('video[data-fps="20"]')).toHaveCount(1)
  await page.keyboard.press('.')
  await page.keyboard.press('.')
  reading.resolve()
  await expect.poll(ofVideo(page, 'one.readyState > 0')).toBe(true)
  await expect.poll(ofVideo(page, 'Math.floor(one.currentTime * 20)')).toBe(2)
  await page.unrouteAll({ behavior: 'wait' })
})

test('audio is heard one at a time', async ({ editor, openEditorPage }) => {
  const voice = await fixture('voice.mp3')
  await putFiles(editor.home, { 'one.mp3': voice, 'other.mp3': Buffer.concat([voice, voice]) })
  const editorPage = await openEditorPage({
    nodes: [load('one', 'audio', 'one.mp3'), load('other', 'audio', 'other.mp3', 0, 400)],
  })
  const { card } = editorPage
  await run(editorPage)
  await expect(card('one').locator('[data-waveform=shown]')).toHaveCount(1)
  const button = (node: string, name: string): Locator =>
    card(node).getByRole('button', { name, exact: true })
  await button('one', 'Play').click()
  await expect(button('one', 'Pause')).toBeVisible()
  await button('other', 'Play').click()
  await expect(button('other', 'Pause')).toBeVisible()
  await expect(button('one', 'Play')).toBeVisible()
})

test('a 3D model has a poster and is shown in the viewer, with its textures, by the page’s own code alone', async ({
  editor,
  openEditorPage,
}) => {
  editor.allow(GRAPHICS)
  await putFiles(editor.home, { 'pyramid.glb': await fixture('pyramid.glb') })
  const editorPage = await openEditorPage({
    nodes: [makeNode('pyramid', 'load-model3d', 0, 0, { values: { model3d: { file: 'pyramid.glb' } } })],
  })
  const { page, card } = editorPage
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await run(editorPage)
  await expect.poll(() => shownPictures(page)).toBe(1)
  expect(await brightest(page, 'pyramid')).toBeGreaterThan(150)
  await card('pyramid').getByRole('button', { name: 'Open the 3D model in the viewer' }).press('Enter')
  await expect(page.locator('[data-model=shown] model-viewer')).toBeVisible()
  expect([...hosts].filter((host) => host !== '' && host !== new URL(editor.url).host)).toEqual([])
})

test('a 3D model in a format that is not shown says so', async ({ editor, openEditorPage }) => {
  await putFiles(editor.home, { 'cube.ply': Buffer.from('ply\nformat ascii 1.0\nend_header\n') })
  const editorPage = await openEditorPage({
    nodes: [makeNode('cube', 'load-model3d', 0, 0, { values: { model3d: { file: 'cube.ply' } } })],
  })
  const { page, card } = editorPage
  await run(editorPage)
  await card('cube').getByRole('button', { name: 'Open the 3D model in the viewer' }).press('Enter')
  await expect(page.getByText('3D models in the format PLY cannot be shown here.')).toBeVisible()
})

test('a 3D model whose file is damaged says so in plain words', async ({ editor, openEditorPage }) => {
  editor.allow(DAMAGED)
  await putFiles(editor.home, { 'half.glb': (await fixture('pyramid.glb')).subarray(0, 60) })
  const editorPage = await openEditorPage({
    nodes: [makeNode('half', 'load-model3d', 0, 0, { values: { model3d: { file: 'half.glb' } } })],
  })
  const { page, card } = editorPage
  await run(editorPage)
  await card('half').getByRole('button', { name: 'Open the 3D model in the viewer' }).press('Enter')
  await expect(
    page.getByText('This model cannot be shown here. Its file is damaged or incomplete.', { exact: true }),
  ).toBeVisible()
})

const dropped = async (name: string): Promise<DroppedFile> => ({
  name,
  type: '',
  base64: (await fixture(name)).toString('base64'),
})

test('videos, audio and 3D models that are dropped on the canvas get nodes that load them', async ({
  editor,
  openEditorPage,
}) => {
  editor.allow(GRAPHICS)
  const { page, read, at } = await openEditorPage({ nodes: [] })
  const files = await Promise.all(['tram.webm', 'voice.mp3', 'pyramid.glb'].map(dropped))
  await dropFiles(page, files, await at(40, 40))
  const loaded = async (): Promise<readonly string[]> =>
    (await read()).nodes.map(({ type, title = '' }) => `${type} ${title}`)
  await expect
    .poll(loaded)
    .toEqual(['local/load-video tram.webm', 'local/load-audio voice.mp3', 'local/load-model3d pyramid.glb'])
})

test('a card that loads a video takes one that is dropped on it, and refuses audio with a reason', async ({
  openEditorPage,
}) => {
  const { page, read, card } = await openEditorPage({ nodes: [makeNode('clip', 'load-video', 0, 0)] })
  const box = await card('clip').locator('header').boundingBox()
  const at = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 12 }
  await dropFiles(page, [await dropped('voice.mp3')], at)
  await expect(page.getByText('voice.mp3 is an audio file. A video goes here.').first()).toBeVisible()
  await dropFiles(page, [await dropped('tall.mp4')], at)
  const sha256 = hash('sha256', await fixture('tall.mp4'))
  await expect.poll(async () => (await read()).nodes[0]?.values).toEqual({ video: { asset: sha256 } })
  await expect.poll(() => shownPictures(page)).toBe(1)
})

test('an input for files takes any file, under its name, and can be cleared', async ({ openEditorPage }) => {
  const { page, read, card } = await openEditorPage({ nodes: [makeNode('any', 'load-file', 0, 0)] })
  await page
    .locator('[data-card=any] input[type=file]')
    .setInputFiles({ name: 'notes.xyz', mimeType: '', buffer: Buffer.from([1, 2, 3]) })
  await expect(card('any').getByText('notes.xyz')).toBeVisible()
  await card('any').getByRole('button', { name: 'Clear File' }).click()
  await expect.poll(async () => (await read()).nodes[0]?.values ?? {}).toEqual({})
})
