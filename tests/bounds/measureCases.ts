import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { RequestName } from '#shared/api/contract.ts'
import { cpuTime } from '../../build/lint/pattern/growth.ts'
import type { MeasuredHost } from './measuredHost.ts'
import { startMeasured } from './measuredHost.ts'

/** In MiB, above the idle process. */
export const MAX_MEMORY = 512
/** In milliseconds of processor time, in one turn of the event loop: nothing else is answered meanwhile. */
export const MAX_TURN = 200

/** Where a process's peak is available. Elsewhere it cannot be read from outside. */
export const onLinux = process.platform === 'linux'

/** The duration of `reference` on the machine that the bound was set on, in milliseconds of processor time. */
const REFERENCE = 30

const reference = JSON.stringify(Array.from({ length: 100_000 }, (_, at) => ({ at, words: ['a', 'b', at] })))

/** How much slower this machine currently is than that one: a slow machine is not the file's fault. */
export const slowness = (): number =>
  Math.max(cpuTime(() => void JSON.parse(reference)) / 1000 / REFERENCE, 1)

const table: string[] = []

export function addRow(
  way: string,
  bomb: string,
  { memory, turn }: { readonly memory: number; readonly turn: number | '' },
): void {
  table.push(`| ${way} | ${bomb} | ${memory} | ${turn} |`)
}

/** Writes the measurements of a test file to `.cache/<name>.md`, when its tests are over. */
export function writeTable(name: string): void {
  afterAll(() => {
    const folder = join(import.meta.dirname, '../../.cache')
    mkdirSync(folder, { recursive: true })
    const head = ['| way in | what comes | MiB above idle | longest turn, ms |', '| --- | --- | --: | --: |']
    writeFileSync(join(folder, `${name}.md`), [...head, ...table, ''].join('\n'))
  })
}

/** Refused or done: the cost of the answer is measured. */
export async function attempt({ editor }: MeasuredHost, name: RequestName, input: unknown): Promise<void> {
  try {
    // The cast: the client validates its input, and the host again.
    await editor.client.request(name, input as never)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'host.gone') throw thrown
  }
}

/** The same for a request that takes a file, which is uploaded first. */
export const attemptWith =
  (bytes: Uint8Array<ArrayBuffer>, name: RequestName, input: object) =>
  async (host: MeasuredHost): Promise<void> =>
    attempt(host, name, { ...input, upload: await host.editor.upload(bytes) })

export type Case = readonly [way: string, bomb: string, act: (host: MeasuredHost) => Promise<unknown>]

export async function measure(cases: readonly Case[], host: MeasuredHost): Promise<readonly string[]> {
  const over: string[] = []
  for (const [way, bomb, act] of cases) {
    const measured = await host.during(() => act(host))
    addRow(way, bomb, measured)
    const isSlow = measured.turn > MAX_TURN && measured.turn > MAX_TURN * slowness()
    if (measured.memory > MAX_MEMORY || isSlow)
      over.push(`${way}: ${bomb}: ${measured.memory} MiB, ${measured.turn} ms`)
  }
  return over
}

/** Threads and codecs that start with the first use are not part of a file's cost. */
export async function warmed(env: Readonly<Record<string, string>> = {}): Promise<MeasuredHost> {
  const host = await startMeasured(env)
  await attemptWith(new Uint8Array(3), 'handover.fromPicture', { name: 'a', asset: null })(host)
  await attempt(host, 'run.plan', { text: '{}', targets: null, fresh: false })
  return host
}
