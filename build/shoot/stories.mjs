import { foreignNodes, harbour, twelveNodes, twoHundredNodes, unpainted } from './workflows.mjs'

/**
 * @typedef {import('@playwright/test').Page} Page
 *
 * @typedef {object} Engine What a scene may order of the engine that serves its story.
 * @property {(gate: { state: 'in_progress' }) => Promise<void>} hold Keeps jobs in this state from now on.
 * @property {() => Promise<void>} release
 * @property {(
 *   fault:
 *     | { what: 'fail', call: 'submit', message: string }
 *     | { what: 'drop', call: 'submit', accept: boolean },
 * ) => Promise<void>} order
 *
 * @typedef {object} Scene
 * @property {string} name The picture's file name, without theme and extension.
 * @property {string} title What the picture promises.
 * @property {(page: Page, engine: Engine) => Promise<unknown>} [show] Brings the page from the scene before to this one.
 * @property {readonly import('./signs.mjs').Sign[]} signs What must be in the window for the title to be true.
 * @property {(page: Page, engine: Engine) => Promise<unknown>} [leave] Closes what the scene after it must not show.
 *
 * @typedef {object} Story Scenes that share one page, in order.
 * @property {string} name
 * @property {import('./workflows.mjs').SceneWorkflow} [workflow] What is on the canvas. Default: the main example.
 * @property {boolean} [isLive] Its jobs go to an engine beside it, which a scene can hold and let fail.
 * @property {(page: Page) => Promise<unknown>} [fill] Fills cards with images that no title promises, before the first
 *   scene: it takes long, and the test leaves it out.
 * @property {readonly Scene[]} scenes
 */

/** @param {string} keys */
const press = (keys) => (/** @type {Page} */ page) => page.keyboard.press(keys)
const run = press('Control+Enter')
const escape = press('Escape')
const cancel = /** @type {const} */ ({ role: 'button', name: 'Cancel', exact: true })

/**
 * Runs, and waits until nothing is left to run.
 *
 * @param {Page} page
 */
async function runToEnd(page) {
  await run(page)
  await page
    .getByText(/up to date/i)
    .first()
    .waitFor()
  await page.getByRole(cancel.role, cancel).waitFor({ state: 'hidden' })
}

/**
 * @param {string} card
 * @param {RegExp} [name]
 * @returns {import('./signs.mjs').Sign}
 */
const picture = (card, name = /^(image|mask), \d+ by \d+/) => ({ role: 'img', name, card })

/**
 * @param {string} card
 * @param {string} words
 */
const prompt = (card, words) => async (/** @type {Page} */ page) => {
  const field = page.locator(`[data-card="${card}"]`).getByRole('textbox', { name: 'Prompt' })
  await field.fill(words)
  await field.blur()
}

/**
 * Paints a shape in the middle of the open painter.
 *
 * @param {Page} page
 */
export async function paintShape(page) {
  const box = await page.locator('[data-mask-stage]').boundingBox()
  if (box === null) throw new Error('The painter is not open.')
  const spot = (/** @type {number} */ x, /** @type {number} */ y) =>
    /** @type {[number, number]} */ ([box.x + box.width * x, box.y + box.height * y])
  for (const [at, [x, y]] of SHAPE.entries()) {
    await page.mouse.move(...spot(x, y), { steps: 3 })
    if (at === 0) await page.mouse.down()
  }
  await page.mouse.up()
}

/** A spiral from the middle of the stage, in parts of it: a brush fills it, and a lighthouse fits into it. */
export const SHAPE = Array.from({ length: 33 }, (_, at) => {
  const turn = (at / 32) * 4 * 2 * Math.PI
  const reach = 0.1 + (at / 32) * 0.9
  return /** @type {const} */ ([0.45 + Math.cos(turn) * reach * 0.07, 0.5 + Math.sin(turn) * reach * 0.22])
})

/** @param {string} name */
const panel = (name) => ({ role: /** @type {const} */ ('complementary'), name })
const heading = (/** @type {string} */ name) => ({ role: /** @type {const} */ ('heading'), name })

/** @type {Story} */
const firstSteps = {
  name: 'first steps',
  scenes: [
    {
      name: 'first-start',
      title: 'The first start: the main example, and what to press',
      signs: [
        { role: 'button', name: /^Run/ },
        { role: 'group', name: /Z-Image Turbo/, count: 2 },
        { role: 'textbox', name: 'Prompt', count: 2 },
        { ...panel('First steps'), text: /free/ },
      ],
    },
    {
      name: 'search',
      title: 'The search for a node, with what it finds for “mask”',
      async show(page) {
        await page.mouse.dblclick(640, 90)
        await page.getByRole('combobox', { name: 'Add a node' }).fill('mask')
      },
      signs: [
        { role: 'dialog', name: 'Add a node' },
        { role: 'option', text: /mask/i, count: 3 },
      ],
      leave: escape,
    },
    {
      name: 'nodes',
      title: 'The library of nodes, by what they do',
      show: press('n'),
      signs: [
        { ...panel('Nodes'), text: /Image to image/ },
        { role: 'searchbox', name: /^Search/ },
      ],
      leave: escape,
    },
    {
      name: 'workflows',
      title: 'The workflows and templates',
      show: press('w'),
      signs: [panel('Workflows'), heading('Templates'), { role: 'button', name: /ControlNet/ }],
      leave: escape,
    },
    {
      name: 'settings',
      title: 'The settings, with a key for each engine',
      show: press('Control+,'),
      signs: [panel('Settings'), heading('RunComfy'), { role: 'textbox', name: /RunComfy key$/ }],
      leave: escape,
    },
    {
      name: 'shortcuts',
      title: 'The list of shortcuts',
      show: press('?'),
      signs: [panel('Shortcuts'), { role: 'listitem', count: 8 }],
      leave: escape,
    },
    {
      name: 'commands',
      title: 'Every command by its name',
      show: press('Control+k'),
      signs: [{ role: 'dialog' }, { role: 'option', count: 4 }],
      leave: escape,
    },
    {
      name: 'done',
      title: 'The main example after its run: a picture on each card',
      show: runToEnd,
      signs: [{ role: 'img', name: /^image, \d+ by \d+/, count: 3 }, picture('generate'), picture('save')],
    },
    {
      name: 'queue',
      title: 'The queue, and the history with the run',
      show: press('q'),
      signs: [panel('Queue and history'), heading('History'), { role: 'button', name: /as it was$/ }],
      leave: escape,
    },
    {
      name: 'results',
      title: 'The results, beside the canvas',
      show: press('a'),
      signs: [
        panel('Results'),
        { role: 'searchbox', name: 'Search results' },
        { role: 'gridcell', count: 3 },
      ],
      leave: escape,
    },
    {
      name: 'viewer',
      title: 'One picture in the viewer, and what it was made from',
      show: (page) => page.locator('[data-card="save"] img').first().dblclick(),
      signs: [
        { role: 'dialog' },
        { role: 'img', name: 'The viewed picture' },
        panel('What it came from'),
        { role: 'button', name: 'Use as input' },
      ],
      leave: escape,
    },
    {
      name: 'inspector',
      title: 'Everything about one node, in the inspector',
      async show(page) {
        await page
          .locator('[data-card="generate"]')
          .first()
          .click({ position: { x: 60, y: 12 } })
        await page.keyboard.press('i')
      },
      signs: [panel('Inspector'), heading('Inspector')],
      leave: press('i'),
    },
    {
      name: 'empty',
      title: 'An empty canvas, and what can be put on it',
      show: press('Control+n'),
      signs: [
        { role: 'application', name: 'Canvas' },
        { role: 'button', name: /Generate, (?:then|paint)/ },
      ],
    },
  ],
}

/** @type {Story} */
const states = {
  name: 'states of a card',
  workflow: harbour,
  isLive: true,
  scenes: [
    {
      name: 'running',
      title: 'During a run: one card runs, the others wait for it',
      async show(page, engine) {
        await engine.hold({ state: 'in_progress' })
        await run(page)
      },
      signs: [
        { role: 'status', text: /Running Harbour/ },
        { role: 'group', text: /Waiting/, count: 3 },
        cancel,
      ],
      async leave(page, engine) {
        await engine.release()
        await page.locator('[data-card="save"] img').first().waitFor()
      },
    },
    {
      name: 'outdated',
      title: 'Results that no longer fit their inputs are marked, also on the cards after them',
      show: prompt('generate', 'A fishing harbour in fog'),
      signs: [{ role: 'group', text: /Outdated/, count: 4 }, picture('generate'), picture('inpaint')],
      leave: press('Control+z'),
    },
    {
      name: 'failed',
      title: 'A job that failed: the card says why, and offers to try again',
      async show(page, engine) {
        await prompt('inpaint', 'A green lighthouse on a rock')(page)
        await engine.order({ what: 'fail', call: 'submit', message: 'The model ran out of memory.' })
        await run(page)
      },
      signs: [{ role: 'group', name: /npaint/, text: /The model ran out of memory/ }, picture('generate')],
    },
    {
      name: 'unknown',
      title: 'A submit whose answer was lost: the card says so, and you decide',
      async show(page, engine) {
        await prompt('inpaint', 'A white lighthouse on a rock')(page)
        await engine.order({ what: 'drop', call: 'submit', accept: true })
        await run(page)
      },
      signs: [
        { role: 'button', name: /request id/, card: 'inpaint' },
        { role: 'button', name: /again.*charged twice/, card: 'inpaint' },
        picture('generate'),
      ],
    },
  ],
}

/** @type {Story} */
const painting = {
  name: 'painting a mask',
  workflow: unpainted,
  scenes: [
    {
      name: 'needs-you',
      title: 'A run that waits for a mask to be painted',
      show: run,
      signs: [picture('generate'), { role: 'button', name: /Paint/, card: 'mask' }],
    },
    {
      name: 'paint',
      title: 'The painter, with a shape on the picture',
      async show(page) {
        await page.locator('[data-card="mask"]').getByRole('button', { name: /Paint/ }).first().click()
        await page.locator('[data-mask-stage]').waitFor()
        await paintShape(page)
      },
      signs: [{ role: 'dialog' }, { role: 'button', name: /Done/ }, { role: 'button', name: /Undo/ }],
    },
  ],
}

/** @type {readonly Story[]} */
export const stories = [
  firstSteps,
  states,
  painting,
  {
    name: 'a graph of 12 nodes',
    workflow: twelveNodes,
    scenes: [
      {
        name: 'twelve-nodes',
        title: 'A workflow of 12 nodes after its run',
        show: runToEnd,
        signs: [{ role: 'group', count: 12 }, picture('inpaint'), picture('save')],
      },
      {
        name: 'gallery',
        title: 'Every result, in the whole window, with prompt and seed',
        async show(page) {
          await page.keyboard.press('a')
          await page.getByRole('button', { name: 'Fill the window' }).click()
        },
        signs: [
          panel('Results'),
          { role: 'searchbox', name: 'Search results' },
          { role: 'gridcell', count: 6 },
          { role: 'gridcell', text: /Seed 7/ },
        ],
      },
    ],
  },
  {
    name: 'a graph of 200 nodes',
    workflow: twoHundredNodes,
    fill: runToEnd,
    scenes: [
      {
        name: 'two-hundred-nodes',
        title: 'A workflow of 200 nodes as a whole',
        show: press('f'),
        signs: [
          { role: 'application', name: 'Canvas' },
          { role: 'group', count: 200 },
        ],
      },
    ],
  },
  {
    name: 'foreign nodes',
    workflow: foreignNodes,
    scenes: [
      {
        name: 'unknown-nodes',
        title: 'Nodes that this version does not know keep their values and cables',
        signs: [{ role: 'group', text: /upscale-2x/ }],
      },
    ],
  },
]
