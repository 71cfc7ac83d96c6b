import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished } from 'vitest'
import { exitCodeFor } from '#main/cli/console/exitCode.ts'
import { openSession } from '#main/transports/openSession.ts'
import { endpoints } from '#nodes/endpoints.ts'
import { localTypes as types } from '#nodes/localTypes.ts'
import { AppError, ErrorCode, toAppError } from '#shared/errors.ts'
import type { HostEvent, Input, Output, RequestName } from '#shared/api/contract.ts'
import { serve } from '#shared/api/serve.ts'
import type { Problem } from '#shared/problems/problem.ts'
import { formatProblem } from '#shared/problems/problem.ts'
import { Approval } from '#shared/run/approval.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { runCliInProcess } from '../cli/runCliInProcess.ts'
import type { Outcome, Scenario, Fixture } from './setUp.ts'
import { runWords, setUp } from './setUp.ts'

type EditorSession = Awaited<ReturnType<typeof openSession>>

/** Sends a request like a page. The cast: `serve` has just validated it. */
const askerOf =
  ({ handlers }: EditorSession) =>
  async <N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> =>
    (await serve(handlers, name, input)) as Output<N>

/** An editor's host in this process, in the scenario's library; its user gives that answer. */
async function openEditor({ home, env }: Fixture, { answer }: Scenario) {
  const session = await openSession({
    env: { PATCHBAY_HOME: home, PATCHBAY_PRACTICE_PACE: 'fast', ...env },
    types,
    endpoints,
    version: 'under test',
    what: 'an editor under test',
  })
  let open = true
  const close = async (): Promise<void> => {
    if (open) await session.close()
    open = false
  }
  onTestFinished(close)
  const ask = askerOf(session)
  if (answer !== undefined)
    session.subscribe((event) => {
      for (const one of event.type === 'run.events' ? event.events : [])
        if (event.type === 'run.events' && one.type === 'step.asked')
          void ask('run.answer', { run: event.run, node: one.node, item: one.item, value: answer })
    })
  return { ...session, ask, close }
}

/** The command line alone: no other process holds the library. */
export async function alone(scenario: Scenario): Promise<Outcome> {
  const stage = await setUp(scenario, 'command')
  return runCommand(scenario, stage)
}

/** The command line beside an editor that holds the library. */
export async function besideEditor(scenario: Scenario): Promise<Outcome> {
  const stage = await setUp(scenario, 'command')
  const refused = await openEditor(stage, scenario).then(() => null, toAppError)
  // If no editor can be opened there is none beside it: the result is the command's.
  if (refused !== null)
    expect(ofRefusal(refused, stage).refusal).toEqual((await runCommand(scenario, stage)).refusal)
  return runCommand(scenario, stage)
}

async function runCommand(scenario: Scenario, stage: Fixture): Promise<Outcome> {
  const { times = 1 } = scenario
  const { cwd, env, file, run } = stage
  const words = run === null ? runWords(scenario, stage) : ['resume', run, '--json']
  const running = runCliInProcess(words, { cwd, env })
  if (scenario.cancelled !== undefined) {
    const cancel = ['cancel', await runAt(stage, scenario.cancelled)]
    expect(await runCliInProcess(cancel, { cwd, env })).toMatchObject({ code: 0 })
  }
  let last = await running
  for (let time = 1; time < times; time++) last = await runCliInProcess(words, { cwd, env })
  const { code, stdout, stderr } = last
  const events = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as RunEvent]))
  const lines = stderr.split('\n').filter((line) => line !== '')
  const spoken = lines.filter((line) => !/^(The editor \(process|Set the key in)/.test(line))
  const outcome = {
    ...ofEvents(events, stage),
    code: code ?? -1,
    refusal: events.length > 0 ? [] : spoken.map((line) => plain(withoutPlace(line, file), stage)),
    unrecorded: lines.some((line) => line.startsWith('The history of this run is incomplete')),
  }
  for (const words of Object.values(outcome.ended))
    if (words.startsWith('failed') && !plain(stderr, stage).includes(words.slice(words.indexOf(': ') + 2)))
      throw new Error(`The command line keeps to itself: ${words}`)
  return outcome
}

/** The run whose job has reached this state at the engine. */
async function runAt({ engine, home }: Fixture, state: NonNullable<Scenario['cancelled']>): Promise<string> {
  await engine.reached({ state, count: 1 })
  const store = new DatabaseSync(join(home, 'library.db'), { readOnly: true })
  const { id } = store.prepare('SELECT id FROM runs').get() ?? {}
  store.close()
  return String(id)
}

/** The contract as a page uses it. */
export async function asPage(scenario: Scenario): Promise<Outcome> {
  const { targets = null, incomplete, fresh = false, times = 1 } = scenario
  const stage = await setUp(scenario, 'page')
  const opened = await openEditor(stage, scenario).catch(toAppError)
  if (opened instanceof AppError) return { ...ofEvents([], stage), ...ofRefusal(opened, stage) }
  const { ask, ...session } = opened
  const wish = { text: scenario.file, workflow: null, targets: targets && [...targets], fresh, first: false }
  const heard: HostEvent[] = []
  let look = (): void => {}
  onTestFinished(
    session.subscribe((event) => {
      heard.push(event)
      look()
    }),
  )
  const eventsOf = (run: string): readonly RunEvent[] =>
    heard.flatMap((event) => (event.type === 'run.events' && event.run === run ? event.events : []))
  const start = async (wanted: Input<'run.start'>): Promise<Output<'run.start'>> => {
    if (scenario.approved !== true) return ask('run.start', wanted)
    const needed = await ask('run.start', wanted).then(() => null, toAppError)
    expect(needed).toMatchObject({ code: 'approval.needed' })
    return ask('run.start', { ...wanted, approved: Approval.parse(needed?.data['forecast']) })
  }
  let run = ''
  try {
    for (let time = 0; time < times; time++) {
      if (stage.run === null) ({ run } = await start({ ...wish, ...(incomplete && { incomplete }) }))
      else await ask('run.resume', { run: (run = stage.run) })
      const id = run
      if (scenario.cancelled !== undefined) {
        await runAt(stage, scenario.cancelled)
        await ask('run.cancel', { run })
      }
      await new Promise<void>((resolve) => {
        look = () => eventsOf(id).some(({ type }) => type === 'run.finished') && resolve()
        look()
      })
    }
  } catch (thrown) {
    return { ...ofEvents([], stage), ...ofRefusal(toAppError(thrown), stage) }
  }
  return {
    ...ofEvents(eventsOf(run), stage),
    refusal: [],
    unrecorded: heard.some((event) => event.type === 'history.incomplete' && event.run === run),
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'message' in value && 'path' in value

function ofRefusal(
  error: AppError,
  stage: Fixture,
): Pick<Outcome, 'code' | 'state' | 'refusal' | 'unrecorded'> {
  const { problems, causes } = error.data
  const words = Array.isArray(problems)
    ? problems.flatMap((one) => (isProblem(one) ? formatProblem(one) : []))
    : []
  const codes = Array.isArray(causes)
    ? causes.map((code) => new AppError(ErrorCode.parse(code), ''))
    : [error]
  return {
    code: exitCodeFor(codes),
    state: null,
    refusal: (words.length > 0 ? words : [error.message]).map((line) => plain(line, stage)),
    unrecorded: false,
  }
}

function ofEvents(
  events: readonly RunEvent[],
  stage: Fixture,
): Pick<Outcome, 'code' | 'state' | 'ended' | 'accepted'> {
  const ended: Record<string, string> = {}
  const errors: AppError[] = []
  let state: string | null = null
  for (const event of events) {
    if (event.type === 'run.finished') ({ state } = event)
    else if (event.type === 'step.done') ended[event.node] = event.reused ? 'cached' : 'done'
    else if (event.type === 'step.cancelled') ended[event.node] = 'cancelled'
    else if (event.type === 'step.skipped') ended[event.node] = `skipped, ${event.because}`
    else if (event.type === 'step.failed') {
      const { code, message } = event.error
      errors.push(new AppError(code, message))
      ended[event.node] = plain(`failed ${code}: ${message}`, stage)
    }
  }
  const code = state === 'cancelled' ? 130 : exitCodeFor(errors)
  return { code, state, ended, accepted: stage.engine.ledger.length }
}

/** `flow.json (node a, port b): what is wrong`, without the path before it. */
function withoutPlace(line: string, file: string): string {
  const called = [file, 'test'].find((name) => line.startsWith(name)) ?? ''
  return called === '' ? line : line.slice(called.length).replace(/^(?: \([^)]*\))?: /, '')
}

/** Without what differs between libraries. */
const plain = (text: string, { home, engine }: Fixture): string =>
  text
    .replaceAll(home, '<home>')
    .replaceAll(engine.url, '<engine>')
    .replaceAll(new URL(engine.url).host, '<engine>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
