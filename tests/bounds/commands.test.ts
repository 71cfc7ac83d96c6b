import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { runCli } from '../cli/runCli.ts'
import { withoutTypes } from '../faults/preloads.ts'
import { archives, pictures, texts } from './bombs.ts'
import { writeTable, MAX_MEMORY, addRow, onLinux } from './measureCases.ts'

writeTable('bounds-commands')

const writePeak = withoutTypes(new URL('.', import.meta.url), ['writePeak.ts'])

/** The memory of the command line before it has read anything, in MiB. */
const IDLE = 90

/** Ends with the command line's peak memory, in MiB. It serves nobody else meanwhile, so only that counts. */
async function peakOf(args: readonly string[], cwd: string): Promise<number> {
  const file = join(cwd, 'peak')
  await runCli(args, {
    cwd,
    env: { PATCHBAY_TEST_PEAK: file },
    node: [`--import=${writePeak('writePeak')}`],
  })
  return Math.round(Number(readFileSync(file, 'utf8')) / 1024)
}

/** Each node joins two copies of the previous one's output. */
const doubling = writeWorkflow({
  format: 'patchbay/workflow',
  version: 1,
  nodes: Array.from({ length: 40 }, (_, at) => ({
    id: `n${at}`,
    type: 'local/join-text',
    position: { x: at, y: 0 },
    values: { first: 'a'.repeat(1000), second: 'b' },
  })),
  edges: Array.from({ length: 78 }, (_, at) => ({
    id: `e${at}`,
    from: { node: `n${Math.floor(at / 2)}`, port: 'text' },
    to: { node: `n${Math.floor(at / 2) + 1}`, port: at % 2 === 0 ? 'first' : 'second' },
  })),
})

/** A workflow that loads the picture beside it. */
const loading = writeWorkflow({
  format: 'patchbay/workflow',
  version: 1,
  nodes: [
    { id: 'a', type: 'local/load-image', position: { x: 0, y: 0 }, values: { image: { file: 'a.png' } } },
    { id: 'b', type: 'local/blur', position: { x: 9, y: 0 }, values: {} },
  ],
  edges: [{ id: 'e', from: { node: 'a', port: 'image' }, to: { node: 'b', port: 'image' } }],
})

const files = [
  ...pictures.map((bomb) => ({ ...bomb, file: 'a.png', command: 'run' })),
  {
    name: 'texts that double forty times',
    make: () => Buffer.from(doubling),
    file: 'a.json',
    command: 'run',
  },
  ...texts.map(({ name, make }) => ({
    name,
    make: () => Buffer.from(make()),
    file: 'a.json',
    command: 'run',
  })),
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
  'patchbay $command needs no more memory than allowed for: $name',
  async ({ name, make, file, command }) => {
    const cwd = mkdtempSync(join(tmpdir(), 'patchbay-bounds-'))
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
    writeFileSync(join(cwd, file), make())
    // A picture is not run, but what loads it.
    writeFileSync(join(cwd, 'loading.json'), loading)
    const named = command === 'run' && file === 'a.png' ? 'loading.json' : file
    const memory = (await peakOf([command, named], cwd)) - IDLE
    addRow(`\`patchbay ${command}\``, name, { memory, turn: '' })
    expect(memory).toBeLessThanOrEqual(MAX_MEMORY)
  },
)
