import type { Page } from '@playwright/test'
import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { turbo } from '../cli/workflows.ts'
import type { Desk } from './desk.ts'
import { makeEdge, makeNode } from './desk.ts'

const workflow: Partial<Workflow> = {
  name: 'Desk',
  nodes: [
    {
      ...makeNode('make', '', 0, 0, { values: { prompt: 'a lamp', seed: 1, image_size: 'square' } }),
      type: turbo(),
    },
    makeNode('after', 'blur', 360, 0),
  ],
  edges: [makeEdge('make.image > after.image')],
}

const picture = (desk: Desk, node: string) => desk.card(node).locator('img').first()
const source = async (desk: Desk, node: string): Promise<string> =>
  (await picture(desk, node).getAttribute('src')) ?? ''
const results = (page: Page) => page.getByRole('group', { name: 'Results of make' })
const button = (desk: Desk, name: string) => desk.card('make').getByRole('button', { name, exact: true })

/** Whether a node shows a picture that was not there before. */
async function isNew(desk: Desk, node: string, before: readonly string[]): Promise<boolean> {
  const shown = (await picture(desk, node).count()) > 0
  return shown && !before.includes(await source(desk, node))
}

/** Makes three pictures with three seeds; answers with their addresses, the first one made first. */
async function makeThree(desk: Desk): Promise<readonly string[]> {
  const made: string[] = []
  const blurred: string[] = []
  for (const seed of ['1', '2', '3']) {
    const field = desk.card('make').getByRole('spinbutton', { name: 'Seed' })
    await field.fill(seed)
    await field.blur()
    await desk.leave()
    await desk.page.keyboard.press('Control+Enter')
    await expect.poll(() => isNew(desk, 'make', made)).toBe(true)
    await expect.poll(() => isNew(desk, 'after', blurred)).toBe(true)
    await expect(desk.page.getByRole('status').first()).toHaveText('Nothing runs')
    blurred.push(await source(desk, 'after'))
    made.push(await source(desk, 'make'))
  }
  return made
}

describe('what a node has made', () => {
  test('is flipped through with the mouse, which changes nothing; one is kept, in one step of undo', async ({
    openDesk,
  }) => {
    const desk = await openDesk(workflow)
    const { page, read } = desk
    const [first, second, third] = await makeThree(desk)
    const before = await read()
    const blurred = await source(desk, 'after')
    await picture(desk, 'make').hover()
    await expect(results(page)).toContainText('3 of 3')
    await button(desk, 'The result before').click()
    await expect(results(page)).toContainText('2 of 3')
    await expect(picture(desk, 'make')).toHaveAttribute('src', second ?? '')
    await button(desk, 'The result before').click()
    await expect(picture(desk, 'make')).toHaveAttribute('src', first ?? '')
    await expect(desk.card('make')).toContainText('Only looked at')
    expect(await read()).toEqual(before)

    await results(page).getByRole('button', { name: 'Use this one' }).click()
    await expect(desk.card('make')).toContainText('Kept result')
    await expect.poll(async () => (await read()).nodes[0]?.take !== undefined).toBe(true)
    // Downstream uses it, and the node itself does not run.
    await page.keyboard.press('Control+Enter')
    await expect(picture(desk, 'after')).not.toHaveAttribute('src', blurred)
    await expect(picture(desk, 'make')).toHaveAttribute('src', first ?? '')
    await page.keyboard.press('Control+z')
    await expect(desk.card('make')).not.toContainText('Kept result')
    await expect.poll(read).toEqual(before)
    await page.keyboard.press('Control+Shift+z')
    await button(desk, 'Let it run again').last().click()
    await expect.poll(read).toEqual(before)
    await page.keyboard.press('Control+Enter')
    await expect(picture(desk, 'make')).toHaveAttribute('src', third ?? '')
  })

  test('is flipped through and kept with the keys alone', async ({ openDesk }) => {
    const desk = await openDesk(workflow)
    const { page } = desk
    const [first] = await makeThree(desk)
    await desk.card('make').focus()
    await expect(results(page)).toContainText('3 of 3')
    await page.keyboard.press('[')
    await expect(results(page)).toContainText('2 of 3')
    await page.keyboard.press('[')
    await page.keyboard.press('[')
    await expect(picture(desk, 'make')).toHaveAttribute('src', first ?? '')
    await page.keyboard.press(']')
    await expect(results(page)).toContainText('2 of 3')
    await page.keyboard.press('p')
    await expect(desk.card('make')).toContainText('Kept result')
    await page.keyboard.press('Control+z')
    await expect(desk.card('make')).not.toContainText('Kept result')
  })

  test('is compared, removed from the list, and told of in the inspector', async ({ openDesk }) => {
    const desk = await openDesk(workflow, { still: true })
    const { page } = desk
    const made = await makeThree(desk)
    await picture(desk, 'make').hover()
    await button(desk, 'The result before').click()
    await button(desk, 'Compare two results').click()
    await expect(page.getByRole('slider', { name: 'Line between the two pictures' })).toBeVisible()
    await page.keyboard.press('Escape')
    await picture(desk, 'make').hover()
    await button(desk, 'Remove this result').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await picture(desk, 'make').hover()
    await expect(results(page)).toContainText('2 of 2')
    await expect(picture(desk, 'make')).toHaveAttribute('src', made[2] ?? '')
    await desk.title('make').click()
    await page.keyboard.press('i')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    const look = inspector.getByRole('button', { name: /^Look at result 1 of 2, just now · seed 1/ })
    await look.click()
    await expect(picture(desk, 'make')).toHaveAttribute('src', made[0] ?? '')
    await inspector.getByRole('button', { name: 'Use this one' }).last().click()
    await expect(desk.card('make')).toContainText('Kept result')
  })
})
