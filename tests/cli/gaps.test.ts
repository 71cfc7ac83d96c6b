import { readFile } from 'node:fs/promises'
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startEngine } from '../faults/engineProcess.ts'
import { makeFolder, readEvents } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf, turbo } from './workflows.ts'

const film = fileOf(
  [
    { id: 'script', type: 'local/text-lines', values: { text: 'one\ntwo\nthree\nfour\nfive' } },
    { id: 'shot', type: turbo(), values: { image_size: 'square' } },
    { id: 'graded', type: 'local/turn', values: { across: true } },
    { id: 'sheet', type: 'local/image-grid' },
  ],
  ['script.lines > shot.prompt', 'shot.image > graded.image', 'graded.image > sheet.images'],
)

const Medium = z.object({
  kind: z.literal('image'),
  path: z.string(),
  mime: z.literal('image/png'),
  sha256: z.string(),
  bytes: z.number(),
  width: z.number(),
  height: z.number(),
})
const Finished = z.object({
  type: z.literal('run.finished'),
  state: z.string(),
  outputs: z.object({
    graded: z.object({ image: z.array(Medium.nullable()) }),
    sheet: z.object({ image: Medium }),
  }),
  gaps: z.record(z.string(), z.array(z.object({ item: z.string(), of: z.string() }))).optional(),
})
const Started = z.object({ type: z.literal('run.started'), run: z.string() })

test('of five shots, of which one is refused, four are delivered and one is named: 69; a retry makes only that', async () => {
  const engine = await startEngine()
  onTestFinished(() => engine.close())
  await engine.order({
    what: 'status',
    call: 'submit',
    status: 422,
    after: 1,
    times: 1,
    body: { detail: [] },
  })
  const folder = await makeFolder({ 'film.json': film })
  const cli = async (...args: readonly string[]) => {
    const env = { PATCHBAY_API_URL: engine.url, RUNCOMFY_API_TOKEN: 'key' }
    const result = await runCliInProcess([...args, '--json'], { cwd: folder, env })
    const events = readEvents(result)
    return { ...result, run: Started.parse(events[0]).run, end: Finished.parse(events.at(-1)) }
  }

  const first = await cli('run', join(folder, 'film.json'), '--engine', 'runcomfy', '--concurrency', '1')
  expect([first.code, first.end.state]).toEqual([69, 'partial'])
  expect(first.end.gaps).toEqual({
    shot: [{ item: '1', of: 'shot' }],
    graded: [{ item: '1', of: 'shot' }],
  })
  expect(first.stderr).toMatch(/\(node shot, item 2\): The engine does not accept this input/)
  expect(first.stderr).toContain('Got 4 of 5 items.')
  expect(first.stderr).toContain(`To run again what failed: patchbay retry ${first.run}`)
  const { image: graded } = first.end.outputs.graded
  expect(graded.map((one) => one !== null)).toEqual([true, false, true, true, true])
  for (const one of graded) {
    if (one === null) continue
    const bytes = await readFile(one.path)
    expect([bytes.length, hash('sha256', bytes)]).toEqual([one.bytes, one.sha256])
  }
  expect((await engine.ledger()).length).toBe(4)

  const second = await cli('retry', first.run)
  expect([second.code, second.end.state, second.end.gaps]).toEqual([0, 'done', undefined])
  const made = second.end.outputs.graded.image
  // What was made before is the same, in its place.
  expect(made.map((one, index) => (index === 1 ? null : (one?.sha256 ?? '')))).toEqual(
    graded.map((one) => one?.sha256 ?? null),
  )
  expect(made[1]).not.toBeNull()
  expect((await engine.ledger()).length).toBe(5)
  expect(second.end.outputs.sheet.image.sha256).not.toBe(first.end.outputs.sheet.image.sha256)

  const third = await runCliInProcess(['retry', first.run], {
    cwd: folder,
    env: { PATCHBAY_API_URL: engine.url, RUNCOMFY_API_TOKEN: 'key' },
  })
  expect([third.code, third.stderr]).toEqual([65, expect.stringContaining('Nothing of this run has failed.')])
})

test('a shot whose state is unknown is not made again by a retry, only the refused one is', async () => {
  const engine = await startEngine()
  onTestFinished(() => engine.close())
  await engine.order(
    { what: 'drop', call: 'submit', after: 1, times: 1, accept: true },
    { what: 'status', call: 'submit', status: 422, after: 2, times: 1, body: { detail: [] } },
  )
  const folder = await makeFolder({ 'film.json': film })
  const cli = async (...args: readonly string[]) => {
    const env = { PATCHBAY_API_URL: engine.url, RUNCOMFY_API_TOKEN: 'key' }
    const { code, stdout, stderr } = await runCliInProcess([...args, '--json'], { cwd: folder, env })
    const events = readEvents({ stdout })
    const { state, outputs } = Finished.parse(events.at(-1))
    const made = outputs.graded.image.map((one) => one !== null)
    return { code, stderr, state, made, run: Started.parse(events[0]).run }
  }
  const first = await cli('run', join(folder, 'film.json'), '--engine', 'runcomfy', '--concurrency', '1')
  expect([first.code, first.state, first.made]).toEqual([76, 'partial', [true, false, false, true, true]])
  expect(first.stderr).toMatch(/\(node shot, item 2\): /)
  expect(first.stderr).toMatch(/patchbay job submit-again \S+ --may-charge-twice/)
  const accepted = (await engine.ledger()).length

  const second = await cli('retry', first.run)
  expect([second.code, second.state, second.made]).toEqual([76, 'partial', [true, false, true, true, true]])
  expect((await engine.ledger()).length - accepted).toBe(1)
})
