import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'

const words = makeNode('words', 'text', -340, 0, { values: { text: 'A harbour' } })
const more = makeNode('more', 'text', -340, 240, { values: { text: 'at dawn' } })
const join = makeNode('join', 'join-text', 60, 0)
const show = makeNode('show', 'preview', 460, 0)
const edges = [
  makeEdge('words.text > join.first'),
  makeEdge('more.text > join.second'),
  makeEdge('join.text > show.value'),
]

describe('a run', () => {
  test('is started by keys, and before the queue by others', async ({ openEditorPage }) => {
    const { page, card } = await openEditorPage({ nodes: [words, more, join, show], edges })
    await page.keyboard.press('Control+Enter')
    await expect(card('show').getByText('A harbour at dawn')).toBeVisible()
    await page.keyboard.press('Control+Shift+Enter')
    await page.keyboard.press('q')
    await expect(page.getByRole('complementary').getByText(/Done/)).toHaveCount(2)
  })

  test('pushes down what its results would cover, which is no undo step', async ({ openEditorPage }) => {
    const { page, card } = await openEditorPage({
      nodes: [words, makeNode('high', 'preview', 60, 0), makeNode('low', 'preview', 60, 90)],
      edges: [makeEdge('words.text > high.value'), makeEdge('words.text > low.value')],
    })
    const between = async (): Promise<number> => {
      const [high, low] = [await card('high').boundingBox(), await card('low').boundingBox()]
      return (low?.y ?? 0) - (high?.y ?? 0) - (high?.height ?? 0)
    }
    await page.keyboard.press('Control+Enter')
    await expect(card('high').getByText('A harbour')).toBeVisible()
    await expect(card('low').getByText('A harbour')).toBeVisible()
    await expect.poll(between).toBeGreaterThan(0)
    await page.keyboard.press('Control+z')
    await expect(card('low').getByText('A harbour')).toBeVisible()
    expect(await between()).toBeGreaterThan(0)
  })

  test('is cancelled by keys', async ({ openEditorPage, editor, engine }) => {
    await engine.serve(editor)
    await engine.hold({ state: 'in_progress' })
    const { page } = await openEditorPage({
      nodes: [
        {
          id: 'draw',
          type: 'runcomfy/tongyi-mai/z-image/turbo',
          position: { x: 0, y: 0 },
          values: { prompt: 'A boat' },
        },
        makeNode('show', 'preview', 460, 0),
      ],
      edges: [makeEdge('draw.image > show.value')],
    })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible()
    await page.keyboard.press('Control+Alt+Enter')
    await page.keyboard.press('q')
    await expect(page.getByRole('complementary').getByText(/Cancelled/)).toBeVisible()
  })

  test('is not undone: an undo after it takes back an edit, and the result stays', async ({
    openEditorPage,
  }) => {
    const { page, card, title, read, leave } = await openEditorPage({
      nodes: [words, more, join, show],
      edges,
    })
    await title('words').click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+Enter')
    await expect(card('show').getByText('A harbour at dawn')).toBeVisible()
    await leave()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await read()).nodes[0]?.position.y).toBe(0)
    await expect(card('show').getByText('A harbour at dawn')).toBeVisible()
  })

  test('says before it begins which required input a muted node leaves empty', async ({ openEditorPage }) => {
    const { page, card } = await openEditorPage({
      nodes: [
        makeNode('shape', 'shape-mask', -340, 0, { mode: 'muted' }),
        makeNode('invert', 'invert-mask', 60, 0),
        makeNode('show', 'preview', 460, 0),
        makeNode('apart', 'text', -340, 300),
      ],
      edges: [makeEdge('shape.mask > invert.mask'), makeEdge('invert.mask > show.value')],
    })
    const words = 'Skipped: shape is muted.'
    await expect(card('invert').getByLabel(words)).toHaveCount(1)
    await page.keyboard.press('Control+Enter')
    await expect(card('show').getByText('Skipped: shape is muted')).toBeVisible()
  })

  test('skips a bypassed node: its output is the first input of the same type', async ({
    openEditorPage,
  }) => {
    const { page, card } = await openEditorPage({
      nodes: [words, more, { ...join, mode: 'bypassed' as const }, show],
      edges,
    })
    await page.keyboard.press('Control+Enter')
    await expect(card('show').getByText('A harbour', { exact: true })).toBeVisible()
  })

  test.for([
    ['increment', '42'],
    ['decrement', '40'],
    ['fixed', '41'],
  ] as const)(
    'with the seed mode %s the typed number is used first, then the shown one: %s',
    async ([seedMode, shown], { openEditorPage }) => {
      const { page, card } = await openEditorPage({
        nodes: [
          makeNode('seed', 'seed', -340, 0, { values: { seed: 41 }, seedMode }),
          makeNode('show', 'preview', 60, 0),
        ],
        edges: [makeEdge('seed.seed > show.value')],
      })
      await page.keyboard.press('Control+Enter')
      await expect(card('show').getByText('41', { exact: true }).first()).toBeVisible()
      await expect(card('seed').getByRole('spinbutton').first()).toHaveValue('41')
      await page.keyboard.press('Control+Enter')
      await expect(card('show').getByText(shown, { exact: true }).first()).toBeVisible()
      await expect(card('seed').getByRole('spinbutton').first()).toHaveValue(shown)
    },
  )

  test('with the seed mode randomize draws another number for each, and shows the used one', async ({
    openEditorPage,
  }) => {
    const { page, card, read } = await openEditorPage({
      nodes: [
        makeNode('seed', 'seed', -340, 0, { values: { seed: 41 }, seedMode: 'randomize' }),
        makeNode('show', 'preview', 60, 0),
      ],
      edges: [makeEdge('seed.seed > show.value')],
    })
    await page.keyboard.press('Control+Enter')
    const number = async () => (await read()).nodes[0]?.values?.['seed']
    await expect.poll(number).not.toBe(41)
    const used = await number()
    await expect(card('show').getByText(JSON.stringify(used))).toBeVisible()
    await expect(card('seed').getByRole('spinbutton').first()).toHaveValue(JSON.stringify(used))
  })
})
