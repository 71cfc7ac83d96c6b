import { readFileSync } from 'node:fs'

/**
 * @typedef {import('@playwright/test').Page} Page
 *
 * @typedef {object} Scene
 * @property {string} name The picture's file name, without theme and extension.
 * @property {{ name: string, nodes: readonly object[], edges: readonly object[] }} [workflow] The workflow on the
 *   canvas; by default the main example.
 * @property {(page: Page) => Promise<void>} show Brings the page into the state to show.
 */

/**
 * @param {string} id
 * @param {string} type
 * @param {number} x
 * @param {number} y
 * @param {Readonly<Record<string, unknown>>} [values]
 */
const node = (id, type, x, y, values = {}) => ({ id, type, position: { x, y }, values })

/**
 * @param {string} from As `node.port`.
 * @param {string} to
 */
const edge = (from, to) => ({
  id: `${from} ${to}`.replaceAll(/[^a-z]+/gi, '-'),
  from: end(from),
  to: end(to),
})

/** @param {string} words */
function end(words) {
  const [name = '', port = ''] = words.split('.')
  return { node: name, port }
}

const failing = {
  name: 'One branch fails',
  nodes: [
    node('lines', 'local/text-lines', 0, 0, { text: 'harbour\nlighthouse' }),
    node('pick', 'local/pick', 360, 0, { index: 9 }),
    node('words', 'local/text', 0, 320, { text: 'The other branch goes on.' }),
    node('join', 'local/join-text', 360, 320),
  ],
  edges: [edge('lines.lines', 'pick.list'), edge('words.text', 'join.first')],
}

const broken = {
  name: 'With unknown steps',
  nodes: [
    node('words', 'local/text', 0, 0, { text: 'A tram in the rain' }),
    node('odd', 'somebody/upscale-2x', 360, 0, { factor: 2, sharpen: true }),
    node('bad', 'local/crop', 720, 0, { width: -3 }),
  ],
  edges: [edge('words.text', 'odd.prompt'), edge('odd.image', 'bad.image')],
}

/** @param {Page} page */
async function runAll(page) {
  await page.keyboard.press('Control+Enter')
  await page.locator('.react-flow__node img').nth(3).waitFor({ timeout: 60_000 })
  await page.getByText('Idle').waitFor({ timeout: 60_000 })
  await page.getByText('Up to date').waitFor({ timeout: 60_000 })
}

const example = readFileSync(new URL('../../examples/generate-paint-inpaint.json', import.meta.url), 'utf8')
const painting = /** @type {NonNullable<Scene['workflow']>} */ (JSON.parse(example))

/**
 * Runs until the mask is asked for, and paints some of it.
 *
 * @param {Page} page
 */
async function paint(page) {
  await page.keyboard.press('Control+Enter')
  await page.getByText('The mask is empty.').waitFor({ timeout: 60_000 })
  await page.locator('[data-enter]').first().click()
  const box = await page.locator('[data-mask-stage]').boundingBox()
  if (box === null) throw new Error('The painter did not open.')
  const spot = (/** @type {number} */ x, /** @type {number} */ y) =>
    /** @type {[number, number]} */ ([box.x + box.width * x, box.y + box.height * y])
  await page.mouse.move(...spot(0.42, 0.5))
  await page.mouse.down()
  for (const [x, y] of [
    [0.46, 0.44],
    [0.54, 0.46],
    [0.56, 0.54],
    [0.48, 0.58],
    [0.42, 0.52],
    [0.5, 0.5],
  ])
    await page.mouse.move(...spot(x ?? 0.5, y ?? 0.5), { steps: 6 })
  await page.mouse.up()
}

/** @param {string} keys */
const press = (keys) => (/** @type {Page} */ page) => page.keyboard.press(keys)

/** @type {readonly Scene[]} */
export const scenes = [
  { name: 'first-start', show: async () => {} },
  { name: 'done', show: runAll },
  { name: 'nodes', show: press('n') },
  { name: 'workflows', show: press('w') },
  {
    name: 'queue',
    async show(page) {
      await runAll(page)
      await page.keyboard.press('q')
    },
  },
  {
    name: 'results',
    async show(page) {
      await runAll(page)
      await page.keyboard.press('a')
      await page.getByRole('complementary').locator('img').nth(1).waitFor()
    },
  },
  { name: 'settings', show: press('Control+,') },
  { name: 'shortcuts', show: press('?') },
  { name: 'commands', show: press('Control+k') },
  {
    name: 'inspector',
    async show(page) {
      await page
        .locator('[data-card]')
        .first()
        .click({ position: { x: 60, y: 12 } })
      await page.keyboard.press('i')
    },
  },
  {
    name: 'search',
    async show(page) {
      await page.mouse.dblclick(700, 760)
      await page.keyboard.type('mask')
    },
  },
  {
    name: 'viewer',
    async show(page) {
      await runAll(page)
      await page.locator('.react-flow__node img').first().dblclick()
      await page.getByRole('dialog').first().waitFor()
    },
  },
  { name: 'paint', workflow: painting, show: paint },
  { name: 'empty', workflow: { name: 'Empty', nodes: [], edges: [] }, show: async () => {} },
  {
    name: 'failed',
    workflow: failing,
    async show(page) {
      await page.keyboard.press('Control+Enter')
      await page
        .getByText(/There is no item 9/)
        .first()
        .waitFor({ timeout: 30_000 })
    },
  },
  { name: 'unknown-steps', workflow: broken, show: async () => {} },
]
