import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAssets } from '#main/assets/assets.ts'
import { createClock } from '#main/platform/clock.ts'
import { createImages } from '#main/assets/images.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Media, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Images, NodeContext, Pixels } from '#shared/services.ts'

/** Local nodes with the product's own codec and store, in a folder of their own. */
export interface PixelContext {
  readonly images: Images
  put(pixels: Pixels): Promise<Media>
  /** Runs a node; missing inputs have their defaults, as in a run. */
  run(type: NodeType, inputs: Values): Promise<Values>
  /** The pixels of a picture as they were written: grey has one channel. */
  read(value: Value | undefined, channels: 1 | 4): Promise<Pixels>
  close(): void
}

const never = (): never => {
  throw new Error('no node asks for this')
}

/** `lend` may put something between the nodes and the codec. */
export function openPixelContext(lend: (images: Images) => Images = (images) => images): PixelContext {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-pixels-'))
  const assets = createAssets({ home, workflowFolder: home, download: never })
  const images = lend(createImages(assets, home))
  const context: NodeContext = {
    services: {
      clock: createClock(),
      assets,
      images,
      videos: { trim: never, join: never },
      frames: { frame: never },
      files: { save: never, copy: never },
      jobs: { run: never },
      results: { find: never, save: never },
      digest: never,
    },
    signal: new AbortController().signal,
    run: { id: 'run-1', workflow: 'Pixels', startedAt: 0 },
    node: { id: 'node-1', title: 'Node' },
    item: '0',
    progress: () => {},
    update: never,
    note: () => {},
    spent: never,
  }
  return {
    images,
    put: (pixels) =>
      images.write(pixels, pixels.channels === 1 ? 'mask' : 'image', { from: 'node', type: 'test' }),
    run: async (type, inputs) => type.run({ ...defaultsOf(type), ...inputs }, context),
    async read(value, channels) {
      if (!isMedia(value)) throw new Error('this is no picture')
      return images.read(value, channels)
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  }
}

function defaultsOf(type: NodeType): Values {
  const defaults = Object.entries(type.inputs).filter(([, port]) => port.default !== undefined)
  // The cast is sound: defaults are declared in node files, as JSON.
  return Object.fromEntries(defaults.map(([name, port]) => [name, port.default as Value]))
}
