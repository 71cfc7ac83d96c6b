import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { HostEvent } from '#shared/api/contract.ts'
import { makeFolder, runCli } from '../cli/runCli.ts'
import type { Editor } from './startEditor.ts'
import { startEditor, startSteered } from './startEditor.ts'

const newHome = async (): Promise<string> => join(await makeFolder(), 'home')

const startExample = async ({ client }: Editor, id = 'generate-then-inpaint') => {
  const { text } = await client.request('example.open', { id })
  const request = { text, workflow: null, targets: null, fresh: false, first: false }
  return client.request('run.start', request)
}

/** Whether an event of this type is about this node. */
const writes =
  (run: string, type: string, node?: string) =>
  (event: HostEvent): boolean =>
    event.type === 'run.events' &&
    event.run === run &&
    event.events.some(
      (one) => one.type === type && (node === undefined || ('node' in one && one.node === node)),
    )

/** Whether an event says that a node's job is in this state at the engine. */
const writesOf =
  (run: string, node: string, status: string) =>
  (event: HostEvent): boolean =>
    event.type === 'run.events' &&
    event.run === run &&
    event.events.some((one) => one.type === 'step.progress' && one.node === node && one.status === status)

describe('the editor’s host', () => {
  test('starts in the mode that the environment names, and in another once that is chosen', async () => {
    const env = {
      PATCHBAY_ENGINE: 'runcomfy',
      RUNCOMFY_API_TOKEN: 'k',
      PATCHBAY_API_URL: 'http://127.0.0.1:9',
    }
    const { client } = await startEditor({ home: await newHome(), env })
    expect((await client.request('host.hello', {})).settings.mode).toBe('live')
    expect((await client.request('settings.change', { mode: 'practice' })).mode).toBe('practice')
  })

  test('runs an example in practice, and serves its pictures', async () => {
    const editor = await startEditor({ home: await newHome() })
    const hello = await editor.client.request('host.hello', {})
    expect(hello).toMatchObject({ firstStart: true, settings: { mode: 'practice' } })
    const { run } = await startExample(editor)
    await editor.waitForEvent(writes(run, 'run.finished'))
    expect(await editor.client.request('run.list', {})).toMatchObject([{ id: run, state: 'done' }])

    const results = await editor.client.request('result.list', {
      before: null,
      most: 50,
      text: '',
      workflowName: null,
    })
    expect(results.map(({ nodeTitle }) => nodeTitle)).toEqual(['Inpaint', 'Paint mask', 'Text to image'])
    const [repainted] = results
    expect(repainted?.media.path).toMatch(/Generate, then inpaint/)
    expect(repainted?.requestId).not.toBeNull()
    const [whole, small] = [
      await editor.fetchMedia(`${repainted?.media.sha256}`),
      await editor.fetchMedia(`${repainted?.media.sha256}?thumb=256`),
    ]
    expect([whole.headers.get('content-type'), small.headers.get('content-type')]).toEqual([
      'image/png',
      'image/webp',
    ])
    expect((await small.arrayBuffer()).byteLength).toBeLessThan((await whole.arrayBuffer()).byteLength)
    expect(await editor.end('SIGINT')).toMatchObject({ code: 0 })
  })

  test('runs an example with a picture of its own', async () => {
    const editor = await startEditor({ home: await newHome() })
    const { run } = await startExample(editor, 'image-to-image')
    await editor.waitForEvent(writes(run, 'run.finished'))
    expect(await editor.client.request('run.list', {})).toMatchObject([{ id: run, state: 'done' }])
  })

  test('that is started a second time on the same library names its holder', async () => {
    const home = await newHome()
    await startEditor({ home })
    await expect(startEditor({ home })).rejects.toThrow(/in use by process \d+ \(patchbay edit\)/)
  })

  test('has the key in no file except its own, and sends it to nobody', async () => {
    const canary = 'sk-canary-0123456789'
    const home = await newHome()
    const editor = await startEditor({ home, env: { RUNCOMFY_API_TOKEN: canary } })
    expect(await editor.client.request('host.hello', {})).toMatchObject({
      engines: expect.arrayContaining([
        expect.objectContaining({ id: 'runcomfy', key: expect.objectContaining({ from: 'environment' }) }),
      ]),
    })
    const { run } = await startExample(editor)
    await editor.waitForEvent(writes(run, 'run.finished'))
    expect(JSON.stringify(editor.events)).not.toContain(canary)
    expect((await editor.end('SIGINT')).stderr).not.toContain(canary)
    const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    const readable = files.filter(({ parentPath, name }) =>
      readFileSync(join(parentPath, name)).includes(canary),
    )
    expect(readable).toEqual([])
  })
})

describe('a kill of the host', () => {
  test('loses no saved draft', async () => {
    const home = await newHome()
    const first = await startEditor({ home })
    const { name, text } = await first.client.request('example.open', { id: 'generate-then-inpaint' })
    await first.client.request('draft.keep', { id: 'untitled-1', name, text })
    await first.end('SIGKILL')
    const second = await startEditor({ home })
    expect(await second.client.request('draft.list', {})).toEqual([
      { id: 'untitled-1', name, text, version: expect.any(String) as string },
    ])
  })

  test('in the middle of a run interrupts it; resumed it ends, and nothing is submitted twice', async () => {
    const home = await newHome()
    const { engine, editor: first, start } = await startSteered(home)
    engine.hold({ state: 'in_progress', model: 'tongyi-mai/z-image/turbo/inpainting' })
    const { run } = await startExample(first)
    const { run: waiting } = await startExample(first, 'lora')
    // A running job was certainly accepted.
    await first.waitForEvent(writes(run, 'step.done', 'generate'))
    await first.waitForEvent(writesOf(run, 'repaint', 'in_progress'))
    await first.end('SIGKILL')
    engine.release()

    const second = await start()
    expect(await second.client.request('run.list', {})).toMatchObject([
      { id: waiting, state: 'interrupted' },
      { id: run, state: 'interrupted' },
    ])
    await second.client.request('run.resume', { run })
    await second.waitForEvent(writes(run, 'run.finished'))
    const { row, events } = await second.client.request('run.open', { run })
    expect(row.state).toBe('done')
    expect(events.find((event) => event.type === 'step.done' && event.node === 'generate')).toMatchObject({
      reused: true,
    })
    expect((await second.end('SIGINT')).code).toBe(0)
    const { stdout } = await runCli(['jobs', '--json'], { cwd: join(home, '..') })
    // One job each of the two remote nodes.
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { run, node: 'repaint', state: 'downloaded' },
      { run, node: 'generate', state: 'downloaded' },
    ])
  })
})

test('the command line can cancel what waits at the editor’s host', async () => {
  const home = await newHome()
  const { engine, editor, env } = await startSteered(home)
  engine.hold({ state: 'in_queue' })
  for (const id of ['generate-then-inpaint', 'four-variations', 'controlnet']) await startExample(editor, id)
  const { run } = await startExample(editor, 'lora')
  expect(await runCli(['cancel', run], { cwd: join(home, '..'), env })).toMatchObject({ code: 0 })
  await editor.waitForEvent(
    (event) =>
      event.type === 'runs.changed' &&
      event.runs.some(({ id, state }) => id === run && state === 'cancelled'),
  )
})
