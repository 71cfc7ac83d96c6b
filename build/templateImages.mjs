// npm run templates: an image of what each example makes with the practice engine, into examples/results.

import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import sharp from 'sharp'

import { prepareAll } from './prepare.mjs'
import { bundles, commandLine } from './prepare/bundle.mjs'
import { runChild } from './prepare/child.mjs'
import { log } from './prepare/log.mjs'
import { root } from './prepare/root.mjs'
import { runScript } from './prepare/stop.mjs'

const examples = join(root, 'examples')
const results = join(examples, 'results')

/** The size of each image, as a tile shows it on a fine screen, and its limit in bytes. */
const SIZE = { width: 400, height: 300 }
const MAX_BYTES = 20 * 1024

/** One example waits for a person: its image is of the same harbour, with a mask being painted. */
const PAINTED = 'generate-paint-inpaint'
const MAIN = 'generate-then-inpaint'

await runScript(async () => {
  const node = await prepareAll([bundles.commandLine])
  await mkdir(results, { recursive: true })
  const files = (await readdir(examples)).filter((name) => name.endsWith('.json'))
  for (const file of files) {
    const id = basename(file, '.json')
    const image = id === PAINTED ? await paintedHarbour(node) : await tileOf(await run(node, id))
    await writeWebp(join(results, `${id}.webp`), image)
    log(`examples/results/${id}.webp`)
  }
  return 0
})

/**
 * @typedef {object} Workflow
 * @property {{ id: string; seedMode?: string }[]} nodes
 * @property {object[]} edges
 */

/**
 * Runs an example, or what `change` makes of it, with the seeds that it has. Returns what it saved.
 *
 * @param {string} node
 * @param {string} id
 * @param {(workflow: Workflow) => void} [change]
 * @returns {Promise<readonly Buffer[]>}
 */
async function run(node, id, change = () => {}) {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-templates-'))
  try {
    const workflow = /** @type {Workflow} */ (
      JSON.parse(await readFile(join(examples, `${id}.json`), 'utf8'))
    )
    for (const each of workflow.nodes) delete each.seedMode
    await cp(join(examples, 'pictures'), join(folder, 'pictures'), { recursive: true })
    change(workflow)
    const file = join(folder, 'workflow.json')
    await writeFile(file, JSON.stringify(workflow))
    const out = join(folder, 'out')
    const { code, output } = await runChild(node, [commandLine, 'run', file, '--out', out], {
      node,
      captured: true,
      env: { PATCHBAY_HOME: join(folder, 'home') },
    })
    if (code !== 0) throw new Error(`${id} did not run: ${output}`)
    const names = (await readdir(out)).toSorted((one, other) => one.localeCompare(other))
    return await Promise.all(names.map((name) => readFile(join(out, name))))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * One image, or the first four beside each other.
 *
 * @param {readonly Buffer[]} images
 */
async function tileOf(images) {
  const [first] = images
  if (first === undefined) throw new Error('nothing was saved')
  if (images.length < 4) return sharp(first).resize({ ...SIZE, fit: 'cover' })
  const half = { width: SIZE.width / 2 - 2, height: SIZE.height / 2 - 2 }
  const parts = await Promise.all(
    images.slice(0, 4).map(async (image, index) => ({
      input: await sharp(image)
        .resize({ ...half, fit: 'cover' })
        .toBuffer(),
      left: index % 2 === 0 ? 0 : half.width + 4,
      top: index < 2 ? 0 : half.height + 4,
    })),
  )
  return sharp({ create: { ...SIZE, channels: 3, background: '#111214' } }).composite(parts)
}

/** @param {string} node */
async function paintedHarbour(node) {
  const [harbour] = await run(node, MAIN, (workflow) => {
    workflow.nodes = workflow.nodes.filter(({ id }) => ['generate', 'save'].includes(id))
    workflow.edges = [
      { id: 'e', from: { node: 'generate', port: 'image' }, to: { node: 'save', port: 'images' } },
    ]
  })
  const stroke = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}">
    <path d="M120 236c34-22 60 10 92-8s52-10 74 2M132 262c40-14 86 6 142-10" fill="none" stroke="#ff6b6b"
      stroke-opacity=".72" stroke-width="46" stroke-linecap="round" stroke-linejoin="round"/></svg>`
  return (await tileOf(harbour === undefined ? [] : [harbour])).composite([{ input: Buffer.from(stroke) }])
}

/**
 * As good as fits.
 *
 * @param {string} file
 * @param {import('sharp').Sharp} image
 */
async function writeWebp(file, image) {
  const pixels = await image.png().toBuffer()
  for (let quality = 80; quality > 20; quality -= 6) {
    const bytes = await sharp(pixels).webp({ quality, effort: 6 }).toBuffer()
    if (bytes.length > MAX_BYTES) continue
    await writeFile(file, bytes)
    return
  }
  throw new Error(`${file} does not fit into ${MAX_BYTES} bytes`)
}
