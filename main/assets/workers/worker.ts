// Runs on a thread of its own: the work that would keep a host from answering.

import { parentPort } from 'node:worker_threads'
import { AppError, toAppError } from '#shared/errors.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { NodeContext, Services } from '#shared/services.ts'
import { createAssets } from '../assets.ts'
import { createVideos } from '../clips/videos.ts'
import { createImages } from '../images.ts'
import { probeMedia } from '../probeMedia.ts'
import { loadRegistry } from './loadRegistry.ts'
import type { NodeWork, WorkerMessage, Work } from './messages.ts'
import { createTasks } from './tasks.ts'

const registry = await loadRegistry()
const tasks = createTasks(() => registry)
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no page
const post = (message: WorkerMessage): void => parentPort?.postMessage(message)

async function runNode(
  { type: name, inputs, context, home }: NodeWork,
  registry: Registry,
): Promise<unknown> {
  const type = registry.get(name)
  if (type === undefined) throw new AppError('internal', `There is no node type ${name} on this thread.`)
  const assets = createAssets({
    home,
    workflowFolder: home,
    download: () => Promise.reject(absent('the network')),
    // Stored by the host, which has the library.
    // What cannot be measured is used nevertheless, see `createProbe`.
    probe: async (path, kind) => probeMedia(path, kind).catch(() => ({})),
    origins: { get: () => undefined, set: (sha256, origin) => post({ kind: 'origin', sha256, origin }) },
  })
  return type.run(inputs, {
    ...context,
    services: only({ images: createImages(assets, home), videos: createVideos(assets) }),
    // Not used on this side: a cancel ends the thread.
    signal: new AbortController().signal,
    progress: (fraction) => post({ kind: 'progress', fraction }),
    update: () => {},
    spent: () => {},
    note: (args) => post({ kind: 'note', args }),
  } satisfies NodeContext)
}

const absent = (what: string): AppError => new AppError('internal', `A heavy node has no use of ${what}.`)

/** The services of a heavy node. The others exist only for the type, and throw. */
const only = (services: Pick<Services, 'images' | 'videos'>): Services =>
  // The cast: using any other is a mistake in a node, which this names.
  new Proxy(services as Services, {
    get(target, name) {
      if (name === 'images' || name === 'videos') return target[name]
      throw absent(String(name))
    },
  })

async function work(given: Work): Promise<unknown> {
  if (given.kind === 'node') return runNode(given, registry)
  // The cast: the host calls by the type of the table.
  const task = tasks[given.name] as (...args: readonly unknown[]) => unknown
  return task(...given.args)
}

parentPort?.on('message', (given: Work) => {
  work(given).then(
    (value) => post({ kind: 'done', value }),
    (thrown: unknown) =>
      post({
        kind: 'failed',
        error: toAppError(thrown, given.kind === 'node' ? 'node.failed' : 'internal').toJSON(),
      }),
  )
})
