import { setTimeout } from 'node:timers/promises'

import type { Job } from '#main/jobs/job.ts'
import { accountOf } from '#main/host/engines/openEngine.ts'
import { openLibrary } from '#main/library/openLibrary.ts'

import { withBenchHome } from './benchHome.ts'
import { openBenchHost, TOKEN } from './benchHost.ts'
import type { Call } from './jobAnswers.ts'
import { instant } from './jobAnswers.ts'
import type { JobServer } from './startJobServer.ts'
import { startJobServer } from './startJobServer.ts'
import { digits, table, thousands } from './table.ts'
import { verdict } from './verdict.ts'

/** How long the larger recovery runs alone: it only waits then. */
const HEAD_START = 5000
/** The jobs are older than their endpoint's usual duration, and continue beyond the measurement. */
const AGE = 600_000
/** About as long as real requests. */
const BODY = Buffer.from(
  JSON.stringify({ prompt: 'a lighthouse '.repeat(40), seed: 1, image_size: 'square_hd' }),
)

interface Recovered {
  readonly count: number
  /** Milliseconds until the host was open. */
  readonly usable: number
  /** Milliseconds until each job was polled. */
  readonly polled: number
  /** The maximum number of requests within any second until then. */
  readonly peak: number
}

/** The cost of a start when an earlier process left many jobs at the engine, as markdown. */
export async function benchRecovery(log: (line: string) => void): Promise<string> {
  log('recovery of 1,000 and of 300 jobs: 60 s')
  const [many, few] = await Promise.all([
    measure(1000),
    setTimeout(HEAD_START).then(async () => measure(300)),
  ])
  const rows = [few, many].map(({ count, usable, polled, peak }) => [
    thousands(count),
    `${digits(usable)} ms`,
    `${digits(polled / 1000)} s`,
    String(peak),
  ])
  const head = ['live jobs', 'usable after', 'all asked about after', 'most requests in a second']
  return [
    '## Recovery',
    table(head, rows),
    [
      verdict(many.usable <= 2000, 'usable in at most 2 s with 1,000 live jobs', `${digits(many.usable)} ms`),
      verdict(many.peak <= 20, 'at most 20 requests a second', String(many.peak)),
      verdict(
        many.polled <= 15_000,
        'all asked about in at most 15 s (20 a second are 300 in that time)',
        `${digits(few.polled / 1000)} s for 300, ${digits(many.polled / 1000)} s for 1,000`,
      ),
    ].join('\n'),
  ].join('\n\n')
}

const measure = async (count: number): Promise<Recovered> =>
  withBenchHome(async (home) => measureIn(home, count))

async function measureIn(home: string, count: number): Promise<Recovered> {
  const server = await startJobServer()
  let host: Awaited<ReturnType<typeof openBenchHost>> | undefined
  try {
    await leaveJobs(home, server, count)
    const start = instant()
    host = await openBenchHost(home, server.url)
    const usable = instant() - start
    const polls = await waitForAll(server, start, count)
    const last = polls.at(-1)?.at ?? Number.NaN
    return { count, usable, polled: last - start, peak: peakOf(polls.map(({ at }) => at)) }
  } finally {
    await host?.close()
    server.close()
  }
}

/** Submits jobs, and records them like a killed process. */
async function leaveJobs(home: string, server: JobServer, count: number): Promise<void> {
  const library = await openLibrary({ env: { PATCHBAY_HOME: home }, what: 'benchmark' })
  const account = accountOf(new URL(server.url), TOKEN)
  const requests: string[] = []
  while (requests.length < count)
    requests.push(...(await Promise.all(Array.from({ length: 50 }, async () => server.submit(AGE)))))
  library.database.transact(() => {
    for (const requestId of requests.slice(0, count)) void library.store.add(jobOf(requestId, account), BODY)
  })
  library.close()
}

const jobOf = (requestId: string, account: string): Job => ({
  facts: {
    id: `job-${requestId}`,
    key: `key-${requestId}`,
    modelId: 'bench/job',
    bodySha256: '',
    bodyBytes: BODY.length,
    account,
    run: 'bench',
    node: 'bench',
    item: '0',
    createdAt: Date.now() - AGE,
  },
  phase: {
    state: 'submitted',
    request: { requestId, statusUrl: null, resultUrl: null, cancelUrl: null, at: Date.now() - AGE },
  },
})

/** Resolves with every call up to the first poll of the last job. */
async function waitForAll(server: JobServer, since: number, count: number): Promise<readonly Call[]> {
  for (;;) {
    await setTimeout(500)
    const calls = (await server.calls()).filter(({ at }) => at >= since)
    const polled = new Set<string>()
    for (const [index, { job }] of calls.entries()) {
      polled.add(job)
      if (polled.size === count) return calls.slice(0, index + 1)
    }
  }
}

/** The maximum within any second, of times in milliseconds, oldest first. */
function peakOf(times: readonly number[]): number {
  let peak = 0
  let from = 0
  for (const [index, at] of times.entries()) {
    while ((times[from] ?? at) <= at - 1000) from++
    peak = Math.max(peak, index - from + 1)
  }
  return peak
}
