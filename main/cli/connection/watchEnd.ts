import type { HostEvent } from '#shared/api/contract.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Connection } from './connect.ts'

export interface Watched {
  readonly run: string
  /** Only its step; null: the whole run. */
  readonly node: string | null
}

/** Watches for the end of a run, or of one step of it, from now on. */
export function watchEnd(
  { client, holder }: Pick<Connection, 'client' | 'holder'>,
  { run, node }: Watched,
): { readonly ended: Promise<void>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const isEnd = (event: RunEvent): boolean =>
    event.type === 'run.finished' ||
    (node !== null && endings.has(event.type) && 'node' in event && event.node === node)
  const stop = client.subscribe((event: HostEvent) => {
    if (event.type === 'run.events' && event.run === run && event.events.some(isEnd)) resolve()
  })
  void holder?.ended.then(resolve)
  return { ended: promise, stop }
}

const endings: ReadonlySet<RunEvent['type']> = new Set([
  'step.done',
  'step.failed',
  'step.skipped',
  'step.cancelled',
])
