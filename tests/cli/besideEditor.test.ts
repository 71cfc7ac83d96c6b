import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSession } from '#main/transports/openSession.ts'
import { endpoints } from '#nodes/endpoints.ts'
import { localTypes as types } from '#nodes/localTypes.ts'
import { startNetworkEngine } from '../faults/network/engine.ts'
import { makeFolder } from './runCli.ts'
import type { CliResult } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf, turbo } from './workflows.ts'

const KEY = 'rc-test-77aa'
const workflow = fileOf(
  [{ id: 'make', type: turbo(), values: { prompt: 'a lamp', image_size: 'square', seed: 1 } }],
  [],
  { name: 'Lamp' },
)

/**
 * A library with a paid run, and one whose submit was lost; and a way to run a command in it, alone or beside an
 * editor.
 */
async function setUp(way: 'alone' | 'beside an editor', { interrupted = false } = {}) {
  const engine = await startNetworkEngine(KEY)
  onTestFinished(engine.close)
  const cwd = await makeFolder({ 'flow.json': workflow })
  const env = { PATCHBAY_API_URL: engine.url, RUNCOMFY_API_TOKEN: KEY }
  const command = (...args: readonly string[]): Promise<CliResult> => runCliInProcess(args, { cwd, env })
  const run = ['run', join(cwd, 'flow.json'), '--engine', 'runcomfy', '--out', join(cwd, 'out')]
  await command(...run)
  engine.addFaults([{ what: 'drop', call: 'submit' }])
  await command(...run, '--set', 'make.prompt=a boat')
  if (interrupted) {
    const store = new DatabaseSync(join(cwd, 'home/library.db'))
    store.exec(`UPDATE runs SET state = 'running', finished_at = NULL WHERE state = 'failed'`)
    store.close()
  }
  if (way === 'beside an editor') {
    const session = await openSession({
      env: { PATCHBAY_HOME: join(cwd, 'home'), PATCHBAY_PRACTICE_PACE: 'fast', ...env },
      types,
      endpoints,
      version: 'under test',
      what: 'an editor under test',
    })
    onTestFinished(() => session.close())
  }
  const idsOf = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await command(...args, '--json')).stdout
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [String((JSON.parse(line) as { readonly id: unknown }).id)]))
  return { cwd, command, engine, jobs: await idsOf('jobs'), runs: await idsOf('runs') }
}

type Library = Awaited<ReturnType<typeof setUp>>

/** A command's output, without what differs between libraries or processes. */
async function said({ cwd, engine, ...library }: Library, ...args: readonly string[]): Promise<CliResult> {
  const { code, stdout, stderr } = await library.command(...args)
  const plain = (text: string): string =>
    text
      .replaceAll(cwd, '<folder>')
      .replaceAll(engine.url, '<engine>')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>')
      .replaceAll(/"(createdAt|startedAt|finishedAt|at|account)":("[^"]*"|\d+)/g, '"$1":0')
      .replaceAll(/\d+(\.\d)? m?s\b/g, '<took>')
  const own = stderr.split('\n').filter((line) => !line.startsWith('The editor (process'))
  return { code, stdout: plain(stdout), stderr: plain(own.join('\n')) }
}

type Command = readonly [title: string, (library: Library) => readonly string[]]

const reading: readonly Command[] = [
  ['jobs', () => ['jobs']],
  ['jobs --json', () => ['jobs', '--json']],
  ['jobs --state unknown', () => ['jobs', '--state', 'unknown']],
  ['runs', () => ['runs']],
  ['runs --json', () => ['runs', '--json']],
  ['cancel of a run that is over', ({ runs }) => ['cancel', runs[0] ?? '']],
  ['cancel of a job that is done', ({ jobs }) => ['cancel', jobs[1] ?? '', '--json']],
  ['cancel of nothing', () => ['cancel', 'nothing']],
  ['job attach of nothing', () => ['job', 'attach', 'nothing', 'r']],
  ['job attach of a job that is done', ({ jobs }) => ['job', 'attach', jobs[1] ?? '', 'r']],
  ['job detach of a job that nobody attached', ({ jobs }) => ['job', 'detach', jobs[1] ?? '']],
  ['resume of nothing', () => ['resume', 'nothing']],
  ['resume', () => ['resume']],
  ['gc --dry-run', () => ['gc', '--dry-run']],
  ['export', ({ cwd, runs }) => ['export', runs[1] ?? '', '--to', join(cwd, 'run.zip'), '--json']],
  ['export of nothing', () => ['export', 'nothing']],
  ['import of what is no bundle', ({ cwd }) => ['import', join(cwd, 'flow.json')]],
]

const deciding: readonly Command[] = [
  ['job submit-again', ({ jobs }) => ['job', 'submit-again', jobs[0] ?? '', '--may-charge-twice', '--json']],
  ['job refresh', ({ jobs }) => ['job', 'refresh', jobs[1] ?? '']],
]

describe('alone and beside an editor a command has the same output and effect', () => {
  test('where nothing is changed', async () => {
    const [alone, beside] = [await setUp('alone'), await setUp('beside an editor')]
    for (const [title, args] of reading) {
      const expected = await said(alone, ...args(alone))
      expect({ title, ...(await said(beside, ...args(beside))) }).toEqual({ title, ...expected })
      expect({ title, code: expected.code }).not.toEqual({ title, code: 70 })
    }
  })

  test.each(deciding)('%s', async (_, args) => {
    const [alone, beside] = [await setUp('alone'), await setUp('beside an editor')]
    const expected = await said(alone, ...args(alone))
    expect(expected).toMatchObject({ code: 0 })
    expect(await said(beside, ...args(beside))).toEqual(expected)
    expect(beside.engine.ledger.length).toBe(alone.engine.ledger.length)
  })

  test('cancel of an interrupted run', async () => {
    const ways = [
      await setUp('alone', { interrupted: true }),
      await setUp('beside an editor', { interrupted: true }),
    ] as const
    const [alone, beside] = await Promise.all(
      ways.map(async (library) => [
        await said(library, 'runs'),
        await said(library, 'cancel', library.runs[0] ?? ''),
        await said(library, 'runs'),
      ]),
    )
    expect(alone?.map(({ stdout }) => stdout.split('\n')[0])).toEqual([
      expect.stringContaining('  interrupted  Lamp'),
      '',
      expect.stringContaining('  cancelled    Lamp'),
    ])
    expect(beside).toEqual(alone)
  })

  test('import', async () => {
    const ways = [await setUp('alone'), await setUp('beside an editor')] as const
    const [alone, beside] = await Promise.all(
      ways.map(async (library) => {
        const archive = join(library.cwd, 'run.zip')
        await library.command('export', library.runs[1] ?? '', '--to', archive)
        return said(library, 'import', archive)
      }),
    )
    expect(alone).toEqual({
      code: 0,
      stdout: 'Lamp is in the library already, as run <id>; workflow: Lamp.patchbay.json\n',
      stderr: '1 result can be reused without paying again.\n',
    })
    expect(beside).toEqual(alone)
  })
})

test('beside an editor nothing is removed: it may be about to use it', async () => {
  const library = await setUp('beside an editor')
  expect(await said(library, 'gc')).toEqual({
    code: 75,
    stdout: '',
    stderr: `An editor (process ${process.pid}) has the library open. Close it, then try again.\n`,
  })
})
