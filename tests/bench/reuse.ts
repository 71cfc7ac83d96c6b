import { createRandom } from '#main/practice/draw/random.ts'
import type { HeldLibrary } from './openHeldLibrary.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { execute } from '#shared/run/execute.ts'
import type { Plan } from '#shared/run/plan.ts'
import { plan } from '#shared/run/plan.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Jobs, Services } from '#shared/services.ts'

import { withBenchHome } from './benchHome.ts'
import { openBenchHost } from './benchHost.ts'
import { registry, reuseWorkflow } from './reuseWorkflow.ts'
import { startJobServer } from './startJobServer.ts'
import { summarise } from './statistics.ts'
import { digits, table } from './table.ts'
import { verdict } from './verdict.ts'

const COUNT = 1000
const ROUNDS = 11

/** The cost of a run with only cached results, as markdown. */
export async function benchReuse(log: (line: string) => void): Promise<string> {
  const server = await startJobServer()
  try {
    return await withBenchHome(async (home) => {
      const workflow = reuseWorkflow(COUNT)
      log('reuse: the first run')
      const first = await openBenchHost(home, server.url)
      await runFirst(first, workflow, home)
      await first.close()

      log('reuse: the runs after it')
      // Like after a restart: only the library is remembered.
      const host = await openBenchHost(home, server.url)
      const rounds: Round[] = []
      for (let round = 0; round < ROUNDS; round++) rounds.push(await runAgain(host, workflow, home, round))
      await host.close()
      return describe(rounds, (await server.calls()).length)
    })
  } finally {
    server.close()
  }
}

const foldersIn = (home: string) => ({ out: home, folder: home, pictures: [] })

function planned(workflow: Workflow): Plan {
  const made = plan(workflow, registry)
  if (made.problems.length > 0) throw new Error(made.problems[0]?.message)
  return made
}

/** Makes every result: the pictures of the remote nodes are noise, everything else is the product. */
async function runFirst(host: HeldLibrary, workflow: Workflow, home: string): Promise<void> {
  const services = host.services(foldersIn(home))
  const lent: Services = { ...services, jobs: standIn(services) }
  const outcome = await execute(planned(workflow), lent, { runId: 'first', emit: () => {} }).done
  if (outcome.state !== 'done') throw new Error(JSON.stringify(Object.values(outcome.errors)[0]))
}

function standIn({ images }: Services): Jobs {
  return {
    async run({ endpoint: { modelId }, input }) {
      const random = createRandom(`${modelId} ${JSON.stringify(input['seed'])}`)
      const data = Uint8Array.from({ length: 64 * 64 * 4 }, () => random.whole(0, 255))
      const requestId = `request-${random.whole(0, 2 ** 48)}`
      const url = `https://outputs.runcomfy.net/${requestId}.png`
      const pixels = { width: 64, height: 64, channels: 4, data } as const
      const media = await images.write(pixels, 'image', { from: 'job', requestId, url, at: Date.now() })
      return { requestId, output: { image: url }, media: new Map([[url, media]]), cost: 0.01 }
    },
  }
}

interface Round {
  /** Milliseconds. */
  readonly plan: number
  readonly execute: number
  /** The same, with its history recorded like in the command line. */
  readonly recorded: number
}

async function runAgain(
  { engine, library, ...host }: HeldLibrary,
  workflow: Workflow,
  home: string,
  round: number,
): Promise<Round> {
  const services = host.services(foldersIn(home))
  const start = performance.now()
  const steps = planned(workflow)
  const ready = performance.now()
  await mustReuse(steps, services, () => {})
  const ended = performance.now()
  const run = `run-${round}`
  const request = {
    mode: 'live',
    only: null,
    targets: null,
    ...foldersIn(home),
    concurrency: 4,
    fresh: false,
  } as const
  const text = JSON.stringify(workflow)
  const again = performance.now()
  library.runs.start({
    id: run,
    name: run,
    accounts: { [engine.id]: engine.account },
    workflow: text,
    request: { ...request, pictures: [] },
    at: 0,
  })
  await mustReuse(steps, services, (event) => {
    if (event.type === 'run.finished') library.runs.finish(run, event.state, event.cost, event.at)
    else library.runs.record(run, event)
  })
  return { plan: ready - start, execute: ended - ready, recorded: performance.now() - again }
}

async function mustReuse(steps: Plan, services: Services, emit: (event: RunEvent) => void): Promise<void> {
  let reused = 0
  const { state } = await execute(steps, services, {
    runId: 'again',
    emit(event) {
      if (event.type === 'step.done' && event.reused) reused++
      emit(event)
    },
  }).done
  if (state !== 'done' || reused !== COUNT) throw new Error(`${state}, ${reused} of ${COUNT} nodes reused`)
}

function describe(rounds: readonly Round[], requests: number): string {
  const row = (name: string, read: (round: Round) => number): string[] => {
    const times = rounds.map((round) => read(round) / COUNT)
    const { median, min, max } = summarise(times)
    return [name, digits(times[0] ?? Number.NaN), digits(median), `${digits(min)}–${digits(max)}`]
  }
  const most = summarise(rounds.map(({ plan, recorded }) => (plan + recorded) / COUNT))
  return [
    '## Reuse',
    table(
      ['ms a node', 'first after a restart', 'median', 'min–max'],
      [
        row('plan', (round) => round.plan),
        row('execute: every result found', (round) => round.execute),
        row('execute, its history written down', (round) => round.recorded),
      ],
    ),
    [
      verdict(requests === 0, 'no request', String(requests)),
      verdict(most.median <= 1, 'at most 1 ms a node, planned and written down', `${digits(most.median)} ms`),
    ].join('\n'),
  ].join('\n\n')
}
