import { expect, onTestFinished, test } from 'vitest'
import { startStrict } from '../strict/server.ts'
import type { StrictOptions } from '../strict/server.ts'
import { makeFolder, readEvents, runCli, stackTrace } from './runCli.ts'
import { fileOf, turbo } from './workflows.ts'

const token = 'rc-test-51f0'
const workflow = fileOf(
  [
    { id: 'make', type: turbo(), values: { prompt: 'a lamp', image_size: 'square', seed: 1 } },
    { id: 'after', type: turbo('/image-to-image'), values: { prompt: 'the lamp at night', seed: 2 } },
  ],
  ['make.image > after.image_url'],
)

/** Runs, and interrupts once when the engine's state of the job is `word`. */
async function interruptAt(word: string, polls: Partial<StrictOptions>) {
  const strict = await startStrict({ token, completeAfterPolls: Infinity, ...polls })
  onTestFinished(async () => strict.close())
  const folder = await makeFolder({ 'flow.json': workflow })
  let sent = false
  const result = await runCli(['run', 'flow.json', '--engine', 'runcomfy', '--json'], {
    cwd: folder,
    env: { PATCHBAY_API_URL: strict.url, RUNCOMFY_API_TOKEN: token },
    onEvent: ({ type, status }, interrupt) => {
      if (sent || type !== 'step.progress' || status !== word) return
      sent = true
      interrupt()
    },
  })
  expect(result.stderr).not.toMatch(stackTrace)
  expect(strict.violations).toEqual([])
  const calls = strict.requests.map(({ kind }) => kind).filter((kind) => kind !== 'status')
  return { result, calls, requestId: strict.requests[0]?.requestId }
}

test('Ctrl-C while a job waits in the queue: 130, and the job is cancelled', async () => {
  const { result, calls } = await interruptAt('in_queue', { queuedPolls: Infinity })
  expect({ code: result.code, calls }).toEqual({ code: 130, calls: ['submit', 'cancel'] })
  expect(readEvents(result).at(-1)).toMatchObject({ type: 'run.finished', state: 'cancelled' })
  expect(result.stderr).toMatch(/cancel/i)
})

test('Ctrl-C while a job is running: 130, and what continues is reported', async () => {
  const { result, calls, requestId } = await interruptAt('in_progress', { queuedPolls: 1 })
  expect(result.code).toBe(130)
  expect(calls.filter((kind) => kind !== 'cancel')).toEqual(['submit'])
  expect(readEvents(result).at(-1)).toMatchObject({ type: 'run.finished', state: 'cancelled' })
  expect(result.stderr).toContain(String(requestId))
  expect(result.stderr).toMatch(/continues at the engine/)
})
