import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { RequestName } from '#shared/api/contract.ts'
import { cpuTime } from '../../build/lint/pattern/growth.ts'
import type { MeasuredHost } from './measuredHost.ts'
import { startMeasured } from './measuredHost.ts'

/** In MiB, above what the process has while it waits. */
export const MAX_MEMORY = 512
/** In milliseconds of processor time, in one turn of the event loop: so long nothing else is answered. */
export const MAX_TURN = 200

/** Where the peak of a process is told. Elsewhere there is no such number to be had from outside. */
export const onLinux = process.platform === 'linux'

/** What `reference` takes on the machine that the bound was set on, in milliseconds of processor time. */
const REFERENCE = 30

const reference = JSON.stringify(Array.from({ length: 100_000 }, (_, at) => ({ at, words: ['a', 'b', at] })))

/** How much slower than that machine this one is at the moment: a slow machine has not been made to wait by a file. */
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

/** Writes what a file of tests has measured to `.cache/<name>.md`, when its tests are over. */
export function writeTable(name: string): void {
  afterAll(() => {
    const folder = join(import.meta.dirname, '../../.cache')
    mkdirSync(folder, { recursive: true })
    const head = ['| way in | what comes | MiB above idle | longest turn, ms |', '| --- | --- | --: | --: |']
    writeFileSync(join(folder, `${name}.md`), [...head, ...table, ''].join('\n'))
  })
}

/** Refused or done: what is measured is what it takes to say so. */
export async function attempt({ editor }: MeasuredHost, name: RequestName, input: unknown): Promise<void> {
  try {
    // The cast: the client checks what it is given, and the host again.
    await editor.client.request(name, input as never)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'host.gone') throw thrown
  }
}

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

/** What starts with the first of its kind, threads and codecs, is no part of what a file takes. */
export async function warmed(env: Readonly<Record<string, string>> = {}): Promise<MeasuredHost> {
  const host = await startMeasured(env)
  await attempt(host, 'handover.fromPicture', { name: 'a', base64: 'AAAA', asset: null })
  await attempt(host, 'run.plan', { text: '{}', targets: null, fresh: false })
  return host
}
