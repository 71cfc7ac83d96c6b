import { randomUUID } from 'node:crypto'

import { createAccountClient } from '#main/jobs/accountClient.ts'
import runcomfy from '#main/engines/runcomfy/engine.ts'
import { createTokenBucket } from '#main/jobs/tokenBucket.ts'
import { createJobs } from '#main/jobs/createJobs.ts'
import { createMemoryJobStore } from '#main/jobs/jobStore.ts'
import { createMemoryDurations, createPolls } from '#main/jobs/polls.ts'
import { createClient } from '#main/engines/runcomfy/client.ts'
import { createClock } from '#main/platform/clock.ts'
import { createEgress } from '#main/network/egress.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'

import type { Poller } from './pollers.ts'

const endpoint: Endpoint = {
  engine: 'runcomfy',
  modelId: 'bench/job',
  title: 'Job',
  category: 'image',
  input: {},
  outputs: ['json'],
}

const never = async (): Promise<never> =>
  Promise.reject(new Error('The jobs of the benchmark have no pictures.'))

/** `main/jobs` with the product's client, egress and account budget; jobs are in memory. */
export async function openPatchbayPoller(engine: URL): Promise<Poller> {
  const clock = createClock()
  const egress = createEgress({ api: engine, token: () => null })
  return {
    begin(history) {
      const budget = createTokenBucket({ clock, ...runcomfy.budget })
      const client = createAccountClient(createClient({ egress, clock }), budget)
      const durations = createMemoryDurations()
      for (const milliseconds of history) durations.add(endpoint.modelId, milliseconds)
      const jobs = createJobs({
        client,
        egress,
        assets: { put: never, read: never },
        outgoing: never,
        store: createMemoryJobStore(),
        clock,
        random: Math.random,
        newId: randomUUID,
        engine: 'runcomfy',
        account: 'bench',
        stopsRunningJobs: 'nothing',
        title: runcomfy.title,
        limits: runcomfy.media,
        polls: createPolls(durations),
      })
      return async (milliseconds) => {
        // Equal jobs would be shared.
        const input = { milliseconds, seed: randomUUID() }
        const waiter = { signal: new AbortController().signal, onUpdate: () => {} }
        const request = { endpoint, input, run: 'bench', node: 'bench', item: '0' as const }
        return (await jobs.run(request, waiter)).output
      }
    },
    close: () => egress.close(),
  }
}
