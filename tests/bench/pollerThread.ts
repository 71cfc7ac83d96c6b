// A thread that runs one client, so that no client's work delays another's.

import { parentPort, workerData } from 'node:worker_threads'

import { instant, readOutcome } from './jobAnswers.ts'
import type { Batch, BatchReply, PollSample } from './pollerRunner.ts'
import type { Poller } from './pollers.ts'
import { pollers } from './pollers.ts'

async function runOne(
  run: (milliseconds: number) => Promise<unknown>,
  milliseconds: number,
): Promise<PollSample> {
  const { doneAt, requests } = readOutcome(await run(milliseconds))
  return { late: instant() - doneAt, requests }
}

async function runBatch(poller: Poller, { durations, histories, together }: Batch): Promise<PollSample[]> {
  if (together) {
    const run = poller.begin(histories[0] ?? [])
    return Promise.all(durations.map(async (milliseconds) => runOne(run, milliseconds)))
  }
  const samples: PollSample[] = []
  for (const [index, milliseconds] of durations.entries())
    samples.push(await runOne(poller.begin(histories[index] ?? []), milliseconds))
  return samples
}

const { name, engine } = workerData as { readonly name: string; readonly engine: string }
if (parentPort === null) throw new Error('This file runs as a thread of the benchmark.')
const port = parentPort
const poller = await pollers[name]?.open(new URL(engine))
if (poller === undefined) throw new Error(`there is no client ${name}`)
port.on('message', (batch: Batch) => {
  runBatch(poller, batch).then(
    (samples) => port.postMessage({ id: batch.id, samples } satisfies BatchReply),
    (error: unknown) => port.postMessage({ id: batch.id, failed: String(error) } satisfies BatchReply),
  )
})
