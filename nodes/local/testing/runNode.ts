import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Value, Values } from '#shared/ports/value.ts'
import type { NodeContext, SaveNames, SaveRequest, Services } from '#shared/services.ts'
import type { MemoryImages } from './memoryImages.ts'
import { createMemoryImages } from './memoryImages.ts'

const never = (): never => {
  throw new Error('no local node asks for this')
}

/** The environment of a node in a test: pictures in memory, and a record of what it saved. */
export interface Bench {
  readonly images: MemoryImages
  readonly saved: readonly { readonly sha256: string; readonly request: SaveRequest }[]
  readonly copied: readonly { readonly sha256: string; readonly names: SaveNames }[]
  readonly progress: readonly number[]
  /** The notes of its nodes, in order. */
  readonly notes: readonly string[]
  /** Runs a node with the given inputs; the others have their defaults, as in a run. */
  run(type: NodeType, inputs: Values): Promise<Values>
}

/** The start of the bench's runs: 2026-03-09, 14:05:59 in the test's time zone. */
export const startedAt = new Date(2026, 2, 9, 14, 5, 59).getTime()

export function createBench(controller = new AbortController(), lent: Partial<Services> = {}): Bench {
  const images = createMemoryImages()
  const saved: { sha256: string; request: SaveRequest }[] = []
  const copied: { sha256: string; names: SaveNames }[] = []
  const progress: number[] = []
  const notes: string[] = []
  const services: Services = {
    clock: { now: () => startedAt, sleep: never },
    assets: { put: never, read: never, resolve: never },
    images,
    videos: { trim: never, join: never },
    frames: { frame: never },
    files: {
      async save(media, request) {
        saved.push({ sha256: media.sha256, request })
        return `out/${request.folder}/${request.name}.${request.format}`
      },
      async copy(media, names) {
        copied.push({ sha256: media.sha256, names })
        return `out/${names.folder}/${names.name}`
      },
    },
    jobs: { run: never },
    results: { find: never, save: never },
    digest: never,
    ...lent,
  }
  const context: NodeContext = {
    services,
    signal: controller.signal,
    run: { id: 'run-1', workflow: 'Harbour', startedAt },
    node: { id: 'node-1', title: 'Save image' },
    item: '0',
    // In a run it is a method that only uses its own context.
    progress(fraction) {
      if (this !== context) throw new TypeError('progress was taken out of its context')
      progress.push(fraction)
    },
    update: never,
    note: (words) => void notes.push(words),
    spent: never,
  }
  return {
    images,
    saved,
    copied,
    progress,
    notes,
    run: async (type, inputs) => type.run({ ...defaultsOf(type), ...inputs }, context),
  }
}

function defaultsOf(type: NodeType): Values {
  const defaults = Object.entries(type.inputs).filter(([, port]) => port.default !== undefined)
  // The cast is sound: defaults are declared in node files, as JSON.
  return Object.fromEntries(defaults.map(([name, port]) => [name, port.default as Value]))
}
