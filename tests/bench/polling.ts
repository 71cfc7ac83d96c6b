import { setTimeout } from 'node:timers/promises'

import type { PollSample, PollerRunner } from './pollerRunner.ts'
import { createPollerRunner } from './pollerRunner.ts'
import { pollers } from './pollers.ts'
import { spreadAround } from './spread.ts'
import { startJobServer } from './startJobServer.ts'
import { mean, quantile } from './statistics.ts'
import { digits, table } from './table.ts'
import { verdict } from './verdict.ts'

/**
 * The durations of the jobs, in milliseconds. Of those that run one at a time, `jobs` follow each other; to have enough
 * of the long ones within an hour, `lanes` independent clients run in parallel.
 */
const lengths: readonly { readonly usual: number; readonly jobs: number; readonly lanes: number }[] = [
  { usual: 300, jobs: 50, lanes: 1 },
  { usual: 1000, jobs: 17, lanes: 3 },
  { usual: 3000, jobs: 5, lanes: 10 },
  { usual: 8000, jobs: 3, lanes: 17 },
  { usual: 30_000, jobs: 1, lanes: 50 },
]
const TOGETHER = 50
/** In parallel, but not synchronized. */
const STAGGER = 31
/** From here on all are measured at the same time: the clients' load is small compared with their waits. */
const LONG = 8000
const SPREAD = 0.15
/** Up to here the aim is in milliseconds, above it is a fraction of the job's duration. */
const SHORT = 3000

type Samples = ReadonlyMap<string, ReadonlyMap<number, readonly PollSample[]>>

/** When clients notice a job's end, and the number of their calls, as markdown. */
export async function benchPolling(log: (line: string) => void): Promise<string> {
  const server = await startJobServer()
  const runners = Object.keys(pollers).map((name) => createPollerRunner(name, server.url))
  try {
    log('round trips')
    const trip = await measureRoundTrip(server.url)
    await warmUp(runners)
    log('jobs one at a time, all lengths side by side: 40 s')
    const single = await measureAlone(runners)
    const crowd = await measureTogether(runners, log)
    return [
      '## Polling',
      `A call and its answer take ${digits(trip)} ms here.`,
      `### One job at a time\n\n${describe(single)}`,
      `### ${TOGETHER} jobs at a time\n\n${describe(crowd)}`,
      `### Aims\n\n${judge([single, crowd]).join('\n')}`,
    ].join('\n\n')
  } finally {
    await Promise.all(runners.map(async (runner) => runner.close()))
    server.close()
  }
}

/** The median duration of a call in milliseconds. */
async function measureRoundTrip(url: string): Promise<number> {
  const times: number[] = []
  for (let call = 0; call < 200; call++) {
    const start = performance.now()
    await (await fetch(`${url}/v1/requests/none/status`)).text()
    times.push(performance.now() - start)
  }
  return quantile(times, 0.5)
}

/** Each client is connected and warmed up before it is measured. */
async function warmUp(runners: readonly PollerRunner[]): Promise<void> {
  const durations = Array.from({ length: 20 }, () => 50)
  for (const runner of runners) await runner.run({ durations, histories: [], together: true })
}

async function measureAlone(runners: readonly PollerRunner[]): Promise<Samples> {
  const measured = runners.map(async (runner) => {
    const each = lengths.map(async ({ usual, jobs, lanes }) => {
      const all = Array.from({ length: lanes }, async (_, lane) => {
        await setTimeout(lane * STAGGER)
        const draw = spreadAround(usual, SPREAD, `${usual} alone ${lane}`)
        const durations = Array.from({ length: jobs }, draw)
        return runner.run({
          durations,
          histories: durations.map(() => historyOf(runner, draw)),
          together: false,
        })
      })
      return [usual, (await Promise.all(all)).flat()] as const
    })
    return [runner.name, new Map(await Promise.all(each))] as const
  })
  return new Map(await Promise.all(measured))
}

/** Short jobs are measured one client after the other, each with the machine to itself; all long ones at the same time. */
async function measureTogether(
  runners: readonly PollerRunner[],
  log: (line: string) => void,
): Promise<Samples> {
  const samples = new Map(runners.map(({ name }) => [name, new Map<number, readonly PollSample[]>()]))
  const measure = async (runner: PollerRunner, usual: number): Promise<void> => {
    const draw = spreadAround(usual, SPREAD, `${usual} together`)
    const durations = Array.from({ length: TOGETHER }, draw)
    const histories = [historyOf(runner, draw)]
    samples.get(runner.name)?.set(usual, await runner.run({ durations, histories, together: true }))
  }
  for (const { usual } of lengths.filter((length) => length.usual < LONG)) {
    log(`${TOGETHER} jobs of ${usual / 1000} s at a time`)
    for (const runner of runners) await measure(runner, usual)
  }
  log(`${TOGETHER} longer jobs at a time: 50 s`)
  const long = lengths.filter(({ usual }) => usual >= LONG)
  await Promise.all(long.flatMap(({ usual }) => runners.map(async (runner) => measure(runner, usual))))
  return samples
}

const historyOf = ({ name }: PollerRunner, draw: () => number): number[] =>
  Array.from({ length: pollers[name]?.history ?? 0 }, draw)

const lateOf = (samples: readonly PollSample[]): number[] => samples.map(({ late }) => late)
const requestsOf = (samples: readonly PollSample[]): number[] => samples.map(({ requests }) => requests)

function describe(samples: Samples): string {
  const head = [
    'late, ms: mean · p95; requests',
    ...lengths.map(({ usual }) => `${usual / 1000} s`),
    'requests, all',
  ]
  const rows = [...samples].map(([name, byLength]) => {
    const each = lengths.map(({ usual }) => byLength.get(usual) ?? [])
    const cells = each.map((of) => {
      const late = lateOf(of)
      return `${digits(mean(late))} · ${digits(quantile(late, 0.95))}; ${digits(mean(requestsOf(of)))}`
    })
    return [name, ...cells, digits(mean(each.map((of) => mean(requestsOf(of)))))]
  })
  return table(head, rows)
}

/** The aims, each with its measurement, one per line: by duration, for both kinds of parallelism. */
function judge(both: readonly Samples[]): readonly string[] {
  const of = (name: string, usual: number): readonly PollSample[] =>
    both.flatMap((samples) => samples.get(name)?.get(usual) ?? [])
  const taught = lengths.map(({ usual }) => ({ usual, samples: of('Patchbay, after ten jobs', usual) }))
  const requests = mean(taught.map(({ samples }) => mean(requestsOf(samples))))
  const latest = (part: typeof taught, per: (usual: number) => number): number =>
    Math.max(...part.map(({ usual, samples }) => mean(lateOf(samples)) / per(usual)))
  const short = latest(
    taught.filter(({ usual }) => usual <= SHORT),
    () => 1,
  )
  const long = latest(
    taught.filter(({ usual }) => usual > SHORT),
    (usual) => usual / 100,
  )
  const beside = lengths.map(({ usual }) => {
    const [ours, theirs] = [of('Patchbay, no history', usual), of('@fal-ai/client', usual)]
    return {
      late: mean(lateOf(ours)) - mean(lateOf(theirs)),
      requests: mean(requestsOf(ours)) - mean(requestsOf(theirs)),
    }
  })
  const [later, more] = [mean(beside.map(({ late }) => late)), mean(beside.map((one) => one.requests))]
  const worst = [
    Math.max(...beside.map(({ late }) => late)),
    Math.max(...beside.map((one) => one.requests)),
  ] as const
  return [
    verdict(requests <= 7, 'after ten jobs at most 7 requests a job on average', digits(requests)),
    verdict(
      short <= 150,
      'after ten jobs those up to 3 s are known at most 150 ms late',
      `${digits(short)} ms`,
    ),
    verdict(
      long <= 4,
      'after ten jobs those above are known late by at most 4 % of their time',
      `${digits(long)} %`,
    ),
    verdict(
      later <= 0 && more <= 0,
      'with no history no later than fal, with no more requests',
      `${signed(later)} ms and ${signed(more)} requests, where it is worst ${signed(worst[0])} ms and ${signed(worst[1])} requests`,
    ),
  ]
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${digits(Math.abs(value))}`
