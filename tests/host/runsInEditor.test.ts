import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { HostEvent } from '#shared/api/contract.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import type { CliOptions } from '../cli/runCli.ts'
import { makeFolder, readEvents, runCli, stackTrace } from '../cli/runCli.ts'
import { startEditor, startSteered } from './startEditor.ts'

const make = { id: 'make', type: turbo(), values: { prompt: 'a lamp', image_size: 'square', seed: 1 } }
const workflow = fileOf(
  [make, { id: 'after', type: turbo('/image-to-image'), values: { prompt: 'at night', seed: 2 } }],
  ['make.image > after.image_url'],
  { name: 'flow' },
)
const noPicture = fileOf([
  {
    id: 'after',
    type: turbo('/image-to-image'),
    values: { prompt: 'x', seed: 2, image_url: { file: 'no.png' } },
  },
])

/** A folder with an editor that holds the library in it, and commands beside it. */
async function startBeside() {
  const folder = await makeFolder({ 'flow.json': workflow, 'no-picture.json': noPicture })
  const home = join(folder, 'home')
  const editor = await startEditor({ home })
  const cli = (line: string, options: Omit<CliOptions, 'cwd'> = {}) =>
    runCli(line.split(' '), { cwd: folder, ...options })
  return { folder, home, editor, cli }
}

/** The same on an engine that holds jobs until they are released. */
async function startSteeredBeside() {
  const folder = await makeFolder({ 'flow.json': workflow })
  const home = join(folder, 'home')
  const { env, ...steered } = await startSteered(home)
  const cli = (line: string, options: Omit<CliOptions, 'cwd' | 'env'> = {}) =>
    runCli(line.split(' '), { cwd: folder, env, ...options })
  return { home, cli, ...steered }
}

const state =
  (of: string) =>
  (event: HostEvent): boolean =>
    event.type === 'runs.changed' && event.runs.some((row) => row.state === of && row.name === 'flow')

test('a run continues in the editor, and is printed as if it ran here', async () => {
  const { folder, editor, cli } = await startBeside()
  const there = await cli('run flow.json --json --out pictures')
  expect(there.stderr).toMatch(/editor .* has the library open/)
  const events = readEvents(there)
  expect(events[0]).toMatchObject({ type: 'run.started', nodes: ['make', 'after'] })
  expect(events.at(-1)).toMatchObject({ type: 'run.finished', state: 'done' })
  expect(await editor.client.request('run.list', {})).toMatchObject([{ name: 'flow', state: 'done' }])
  const again = await cli('run flow.json')
  expect(again).toMatchObject({ code: 0 })

  await editor.end('SIGINT')
  // Cached results are shared wherever they were made; the paths are those of the same files.
  const local = await cli('run flow.json')
  expect(local).toEqual({ code: 0, stderr: '', stdout: again.stdout })
  expect(existsSync(local.stdout.trim())).toBe(true)
  expect(dirname(local.stdout).startsWith(folder)).toBe(true)
})

test('a run of a file in the library belongs to that workflow, and one of another file to none', async () => {
  const { editor, cli } = await startBeside()
  const saved = { id: null, name: 'flow', text: workflow, base: null, overwrite: false }
  const entry = await editor.client.request('workflow.save', saved)
  await cli('run home/workflows/flow.patchbay.json --out pictures')
  await cli('run flow.json --out pictures')
  expect(await editor.client.request('run.list', {})).toMatchObject([
    { name: 'flow', workflow: null },
    { name: 'flow', workflow: entry.id },
  ])
  await editor.end('SIGINT')
})

test('an invalid run is refused with the same messages and exit code as without an editor', async () => {
  const { editor, cli } = await startBeside()
  const there = await cli('run no-picture.json')
  expect(await editor.client.request('run.list', {})).toEqual([])
  await editor.end('SIGINT')
  expect(there).toEqual(await cli('run no-picture.json'))
  expect(there.code).toBe(66)
})

test('a run uses the mode that it names, whatever is set in the editor', async () => {
  const { editor, cli, engine } = await startSteeredBeside()
  expect(await cli('run flow.json --engine practice')).toMatchObject({ code: 0 })
  expect(await editor.client.request('run.list', {})).toMatchObject([{ mode: 'practice', state: 'done' }])
  expect(engine.ledger).toEqual([])
})

test('a run for another address than the editor’s is refused, and nothing is spent', async () => {
  const { editor, cli } = await startBeside()
  const env = { RUNCOMFY_API_TOKEN: 'key', PATCHBAY_API_URL: 'http://127.0.0.1:1' }
  expect(await cli('run flow.json --engine runcomfy', { env })).toMatchObject({
    code: 77,
    stderr: expect.stringMatching(/another key or address/),
  })
  expect(await editor.client.request('run.list', {})).toEqual([])
})

test('a run with another key than the editor’s is refused, and nothing is spent', async () => {
  const { editor, cli } = await startBeside()
  await editor.client.request('settings.change', {
    mode: 'live',
    engines: { runcomfy: { apiUrl: 'http://127.0.0.1:1' } },
  })
  await editor.client.request('key.set', { engine: 'runcomfy', key: 'one', remember: false })
  const env = { RUNCOMFY_API_TOKEN: 'other', PATCHBAY_API_URL: 'http://127.0.0.1:1' }
  expect(await cli('run flow.json --engine runcomfy', { env })).toMatchObject({
    code: 77,
    stderr: expect.stringMatching(/another key or address/),
  })
  expect(await editor.client.request('run.list', {})).toEqual([])
})

test('Ctrl-C leaves the run alone, and says how to cancel it', async () => {
  const { editor, cli, engine } = await startSteeredBeside()
  engine.hold({ state: 'in_progress' })
  let run = ''
  const { code, stderr } = await cli('run flow.json --json', {
    onEvent(event, interrupt) {
      if (event.type === 'run.started') run = String(event['run'])
      if (event.type === 'step.started') interrupt()
    },
  })
  expect({ code, says: stderr.includes(`patchbay cancel ${run}`) }).toEqual({ code: 130, says: true })
  engine.release()
  await editor.waitForEvent(state('done'))
})

test('a run that the editor cancels while it waits ends here as cancelled', async () => {
  const { editor, cli, engine } = await startSteeredBeside()
  engine.hold({ state: 'in_progress' })
  const { text } = await editor.client.request('example.open', { id: 'generate-then-inpaint' })
  await editor.client.request('run.start', {
    text,
    workflow: null,
    targets: null,
    fresh: false,
    first: false,
  })
  const there = cli('run flow.json --json')
  await editor.waitForEvent(state('queued'))
  const rows = await editor.client.request('run.list', {})
  const { id = '' } = rows.find(({ name }) => name === 'flow') ?? {}
  expect(await cli(`cancel ${id}`)).toMatchObject({ code: 0 })
  const result = await there
  expect(result.code).toBe(130)
  expect(readEvents(result).at(-1)).toMatchObject({ type: 'run.finished', state: 'cancelled' })
})

test('a kill of the editor ends the progress with the next steps; the next command is not misled by its leftovers', async () => {
  const { home, editor, cli, engine, start } = await startSteeredBeside()
  engine.hold({ state: 'in_progress', model: 'tongyi-mai/z-image/turbo/image-to-image' })
  const first = cli('run flow.json --json', {
    // Later than the submit: in its middle it could be unknown.
    onEvent: ({ node, requestId }) => {
      if (node === 'after' && requestId !== undefined) void editor.end('SIGKILL')
    },
  })
  const { code, stderr } = await first
  expect({ code, stack: stackTrace.test(stderr) }).toEqual({ code: 75, stack: false })
  const [, run = ''] = /patchbay resume (\S+)/.exec(stderr) ?? []
  expect(existsSync(join(home, 'host.json'))).toBe(true)

  engine.release()
  const second = await start()
  const resumed = await cli('resume --json')
  expect(resumed.code).toBe(0)
  expect(readEvents(resumed)[0]).toMatchObject({ type: 'run.started', run })
  expect(readEvents(resumed)).toContainEqual(
    expect.objectContaining({ type: 'step.done', node: 'make', reused: true }),
  )
  await second.end('SIGKILL')
  expect(await cli(`resume ${run}`)).toMatchObject({ code: 0, stderr: '' })
})

test.skipIf(process.platform === 'win32')('a stopped editor blocks nobody', async () => {
  const { home, cli } = await startBeside()
  const { pid } = JSON.parse(readFileSync(join(home, 'host.json'), 'utf8')) as { readonly pid: number }
  process.kill(pid, 'SIGSTOP')
  expect(await cli('run flow.json')).toMatchObject({
    code: 75,
    stderr: expect.stringContaining(`process ${pid}) that does not answer`),
  })
})

test.skipIf(process.platform === 'win32')('only this user can reach the editor', async () => {
  const { home } = await startBeside()
  const modes = ['host.json', 'host.sock'].map((file) => statSync(join(home, file)).mode & 0o777)
  expect(modes).toEqual([0o600, 0o600])
  expect(statSync(home).mode & 0o777).toBe(0o700)
})
