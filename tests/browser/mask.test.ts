import type { Page } from '@playwright/test'
import { describe } from 'vitest'
import type { Editor } from './editor.ts'
import { seriousFaults } from './access.ts'
import { expect, test } from './fixtures.ts'
import { rasterise } from '#shared/mask/rasterise.ts'
import {
  requestedModels,
  drag,
  expectEnded,
  writeExample,
  middleOfPane,
  openMask,
  paintButton,
  runToMask,
  savedPainting,
  sentMask,
} from './maskPage.ts'

test.beforeEach(({ editor }) => writeExample(editor.home))

/** The engine received, pixel for pixel, what the strokes in the file describe. */
async function expectSent({ home }: Editor, page: Page): Promise<void> {
  const painting = await savedPainting(page, home)
  const { width, height } = painting.picture
  const sent = await sentMask(home)
  expect({ ...sent, data: null }).toEqual({ channels: 1, width, height, data: null })
  expect(Buffer.from(sent.data).equals(Buffer.from(rasterise(painting, width, height)))).toBe(true)
  expect(sent.data.some((value) => value === 255)).toBe(true)
}

describe('a mask painted in the middle of a run', () => {
  test('with the mouse reaches the engine as it was painted, and nothing is paid for twice', async ({
    editor,
  }) => {
    const page = await editor.open()
    await runToMask(page)
    expect(await requestedModels(editor.home)).toEqual(['text to image'])
    const { x, y } = await openMask(page)
    await drag(page, [
      [x - 200, y],
      [x - 80, y - 90],
      [x + 40, y + 20],
    ])
    await page.keyboard.press('o')
    await drag(page, [
      [x + 80, y - 120],
      [x + 220, y - 30],
    ])
    await page.keyboard.press('l')
    await drag(page, [
      [x - 120, y + 60],
      [x + 10, y + 130],
      [x - 140, y + 170],
    ])
    await page.keyboard.press('e')
    await page.keyboard.press('5')
    await drag(page, [
      [x - 90, y - 160],
      [x - 90, y + 60],
    ])
    // Continuing from here costs money: leaving keeps the mask and sends nothing.
    await page.keyboard.press('Escape')
    await expect(page.getByText('Saved. The run continues when you choose Done.')).toBeVisible()
    await expect(page.locator('[data-mask-stage]')).toHaveCount(0)
    await openMask(page)
    expect(await requestedModels(editor.home)).toEqual(['text to image'])
    await page.getByRole('button', { name: 'Done', exact: true }).click()
    await expectEnded(editor.home, 1)
    expect(await requestedModels(editor.home)).toEqual(['text to image', 'inpainting'])
    await expectSent(editor, page)
    // Another run paints with another seed, and makes the image that was painted on no second time.
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Reused').first()).toBeVisible()
    await expectEnded(editor.home, 2)
    expect(await requestedModels(editor.home)).toEqual(['text to image', 'inpainting', 'inpainting'])
  })

  test('with a finger too; two fingers move the picture and paint nothing', async ({ editor }) => {
    const page = await editor.open({ viewport: { width: 1180, height: 820 }, hasTouch: true })
    await runToMask(page)
    await paintButton(page).tap()
    const { x, y } = await middleOfPane(page)
    const fingers = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: (readonly [number, number])[]) =>
      fingers.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([left, top], id) => ({ x: left, y: top, id })),
      })
    const zoom = page.getByRole('contentinfo').filter({ hasText: '×' })
    const before = await zoom.textContent()
    await touch('touchStart', [x - 60, y])
    await touch('touchStart', [x - 60, y], [x + 60, y])
    for (let step = 1; step <= 6; step += 1)
      await touch('touchMove', [x - 60 - 10 * step, y], [x + 60 + 10 * step, y])
    await touch('touchEnd')
    await expect(zoom).not.toHaveText(before ?? '')
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
    await touch('touchStart', [x - 100, y - 40])
    for (let step = 1; step <= 20; step += 1)
      await touch('touchMove', [x - 100 + 10 * step, y - 40 + 4 * step])
    await touch('touchEnd')
    await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled()
    await page.getByRole('button', { name: 'Done', exact: true }).tap()
    await expectEnded(editor.home, 1)
    await expectSent(editor, page)
  })

  test('with the keys alone; one undo on the canvas takes all of it back', async ({ editor }) => {
    const page = await editor.open()
    await runToMask(page)
    await page.locator('[data-card=mask]').focus()
    await page.keyboard.press('Enter')
    await middleOfPane(page)
    const press = async (key: string, times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1) await page.keyboard.press(key)
    }
    await press('ArrowLeft', 5)
    await page.keyboard.down('Space')
    await press('ArrowRight', 12)
    await page.keyboard.up('Space')
    await expect(page.getByText('Painted a stroke.')).toBeAttached()
    await page.keyboard.press('Control+i')
    await page.keyboard.press('Control+z')
    await expect(page.getByText('Undone.')).toBeAttached()
    await page.getByRole('button', { name: 'Done', exact: true }).press('Enter')
    await expectEnded(editor.home, 1)
    expect((await savedPainting(page, editor.home)).steps).toHaveLength(1)
    await page.keyboard.press('Control+z')
    await expect(page.getByText('The mask is empty.')).toBeVisible()
  })

  test('that is cancelled leaves the workflow as it was, and the run waiting', async ({ editor }) => {
    const page = await editor.open()
    await runToMask(page)
    const { x, y } = await openMask(page)
    await drag(page, [
      [x, y],
      [x + 80, y],
    ])
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('The mask is empty.')).toBeVisible()
    expect(await requestedModels(editor.home)).toEqual(['text to image'])
  })
})

test('when the picture has changed, the run asks before it pays, and continues with the stored mask', async ({
  editor,
}) => {
  const page = await editor.open()
  await runToMask(page)
  const { x, y } = await openMask(page)
  await drag(page, [
    [x, y],
    [x + 120, y + 40],
  ])
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await expectEnded(editor.home, 1)
  const seed = page.locator('[data-card=generate]').getByRole('spinbutton', { name: 'Seed', exact: true })
  await seed.fill('12')
  await seed.blur()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Painted on a different picture.')).toBeVisible()
  expect(await requestedModels(editor.home)).toEqual(['text to image', 'inpainting', 'text to image'])
  await page.getByRole('button', { name: 'Use the last mask', exact: true }).click()
  await expectEnded(editor.home, 2)
  expect(await requestedModels(editor.home)).toEqual([
    'text to image',
    'inpainting',
    'text to image',
    'inpainting',
  ])
  await expectSent(editor, page)
})

test.for(['dark', 'light'] as const)(
  'the mask editor has no serious accessibility problem in the %s theme',
  async (theme, { editor }) => {
    const page = await editor.open({ theme })
    await runToMask(page)
    await openMask(page)
    for (const open of [null, 'Edges'] as const) {
      if (open !== null) await page.getByRole('button', { name: open }).click()
      expect(await seriousFaults(page)).toEqual([])
    }
  },
)
