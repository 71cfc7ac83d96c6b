import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { requestNames } from '#shared/ipc/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { RequestName } from '#shared/ipc/contract.ts'
import { cpuTime } from '../../build/lint/pattern/growth.ts'
import { runCli } from '../cli/runCli.ts'
import { anyInput } from './anyInput.ts'
import { archives, paintings, pictures, texts } from './bombs.ts'
import type { Measured } from './measure.ts'
import type { MeasuredHost } from './measuredHost.ts'
import { startMeasured } from './measuredHost.ts'

/** In MiB, above what the process has while it waits. */
const MOST_MEMORY = 512
/** In milliseconds of processor time, in one turn of the event loop: so long nothing else is answered. */
const MOST_TURN = 200

/** What the command line has before it has read anything, in MiB. */
const IDLE = 90

/** Where the peak of a process is told. Elsewhere there is no such number to be had from outside. */
const onLinux = process.platform === 'linux'

/** What `reference` takes on the machine that the bound was set on, in milliseconds of processor time. */
const REFERENCE = 30

const reference = JSON.stringify(Array.from({ length: 100_000 }, (_, at) => ({ at, words: ['a', 'b', at] })))

/** How much slower than that machine this one is at the moment: a slow machine has not been made to wait by a file. */
const slowness = (): number => Math.max(cpuTime(() => void JSON.parse(reference)) / 1000 / REFERENCE, 1)

const table: string[] = []

function note(way: string, bomb: string, { memory, turn }: Measured): void {
  table.push(`| ${way} | ${bomb} | ${memory} | ${turn} |`)
}

afterAll(() => {
  const folder = join(import.meta.dirname, '../../.cache')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'bounds.md'),
    [
      '| way in | what comes | MiB above idle | longest turn, ms |',
      '| --- | --- | --: | --: |',
      ...table,
      '',
    ].join('\n'),
  )
})

/** Refused or done: what is measured is what it takes to say so. */
async function attempt({ editor }: MeasuredHost, name: RequestName, input: unknown): Promise<void> {
  try {
    // The cast: the client checks what it is given, and the host again.
    await editor.client.request(name, input as never)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'engine.unreachable') throw thrown
  }
}

type Case = readonly [way: string, bomb: string, act: (host: MeasuredHost) => Promise<unknown>]

async function measure(cases: readonly Case[], host: MeasuredHost): Promise<readonly string[]> {
  const over: string[] = []
  for (const [way, bomb, act] of cases) {
    const measured = await host.during(() => act(host))
    note(way, bomb, measured)
    const isSlow = measured.turn > MOST_TURN && measured.turn > MOST_TURN * slowness()
    if (measured.memory > MOST_MEMORY || isSlow)
      over.push(`${way}: ${bomb}: ${measured.memory} MiB, ${measured.turn} ms`)
  }
  return over
}

/** What starts with the first of its kind, threads and codecs, is no part of what a file takes. */
async function warmed(): Promise<MeasuredHost> {
  const host = await startMeasured()
  await attempt(host, 'handover.fromPicture', { name: 'a', base64: 'AAAA', asset: null })
  await attempt(host, 'run.plan', { text: '{}', targets: null, fresh: false })
  return host
}

test.runIf(onLinux).each([...pictures, ...archives])(
  'a page that drops this takes neither memory nor time: $name',
  async ({ name, make }) => {
    const base64 = make().toString('base64')
    const cases: Case[] = [
      ['asset.keep', name, async (host) => attempt(host, 'asset.keep', { name: 'a', base64 })],
      [
        'handover.fromPicture',
        name,
        async (host) => attempt(host, 'handover.fromPicture', { name: 'a', base64, asset: null }),
      ],
      ['handover.import', name, async (host) => attempt(host, 'handover.import', { base64 })],
    ]
    expect(await measure(cases, await warmed())).toEqual([])
  },
)

const asked = requestNames.filter((name) => !name.startsWith('shell.') && !name.endsWith('.test'))

test.runIf(onLinux).each(texts)(
  'this text in any request takes neither memory nor time: $name',
  async ({ name: bomb, make }) => {
    const text = make()
    const cases = asked.flatMap((name): Case[] => {
      const input = anyInput(name, text)
      // Where no long text fits in, one of them is enough.
      if (bomb !== texts[0]?.name && JSON.stringify(input).length < 10_000) return []
      return [[name, bomb, async (host) => attempt(host, name, input)]]
    })
    expect(await measure(cases, await warmed())).toEqual([])
  },
)

test.runIf(onLinux)('whatever is painted keeps a host from nothing, and a cancel ends it', async () => {
  const host = await warmed()
  const { editor } = host
  const base64 =
    pictures
      .find(({ name }) => name.includes('31 megapixels'))
      ?.make()
      .toString('base64') ?? ''
  const { sha256, width = 0, height = 0 } = await editor.client.request('asset.keep', { name: 'a', base64 })
  const cases = paintings(sha256, width, height).map(({ name, text }): Case => [
    'run.start',
    name,
    async () => {
      const { run } = await editor.client.request('run.start', {
        text,
        workflow: null,
        targets: null,
        fresh: true,
        first: false,
      })
      await editor.heard(
        (event) =>
          event.type === 'run.events' &&
          event.run === run &&
          event.events.some(({ type }) => type === 'step.started'),
      )
      await editor.client.request('run.cancel', { run })
      await editor.heard(
        (event) =>
          event.type === 'run.events' &&
          event.run === run &&
          event.events.some(({ type }) => type === 'run.finished'),
      )
    },
  ])
  expect(await measure(cases, host)).toEqual([])
})

/** Ends with the most memory that the command line has had, in MiB. It answers nobody else meanwhile, so only that counts. */
async function peakOf(args: readonly string[], cwd: string): Promise<number> {
  const file = join(cwd, 'peak')
  await runCli(args, {
    cwd,
    env: { PATCHBAY_TEST_PEAK: file },
    node: [
      '--experimental-strip-types',
      '--disable-warning=ExperimentalWarning',
      `--import=${join(import.meta.dirname, 'writePeak.ts')}`,
    ],
  })
  return Math.round(Number(readFileSync(file, 'utf8')) / 1024)
}

const files = [
  ...pictures.flatMap((bomb) => [
    { ...bomb, file: 'a.png', command: 'validate' },
    { ...bomb, file: 'a.png', command: 'inspect' },
  ]),
  ...archives.map((bomb) => ({ ...bomb, file: 'a.zip', command: 'import' })),
  ...texts.map(({ name, make }) => ({
    name,
    make: () => Buffer.from(make()),
    file: 'a.json',
    command: 'validate',
  })),
]

test.runIf(onLinux).each(files)(
  'patchbay $command takes no more memory for: $name',
  async ({ name, make, file, command }) => {
    const cwd = mkdtempSync(join(tmpdir(), 'patchbay-bounds-'))
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
    writeFileSync(join(cwd, file), make())
    const memory = (await peakOf([command, file], cwd)) - IDLE
    table.push(`| \`patchbay ${command}\` | ${name} | ${memory} | |`)
    expect(memory).toBeLessThanOrEqual(MOST_MEMORY)
  },
)
