// An engine for measuring, run as a separate process: its jobs do nothing, and end at a time known to the microsecond.
// It serves the parts of three APIs that one job needs: RunComfy's, fal's queue and Replicate's predictions.

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'

import type { Call, Outcome } from './jobAnswers.ts'
import { instant } from './jobAnswers.ts'

interface Job {
  readonly id: string
  /** Milliseconds since 1970, with fractions: the same scale in every process of this machine. */
  readonly acceptedAt: number
  readonly doneAt: number
  /** The number of calls about it so far, including its submit. */
  requests: number
}

const jobs = new Map<string, Job>()
const calls: Call[] = []

const submitted = (input: unknown): Job => {
  const milliseconds =
    typeof input === 'object' && input !== null && 'milliseconds' in input ? Number(input.milliseconds) : 0
  const acceptedAt = instant()
  const job = { id: randomUUID(), acceptedAt, doneAt: acceptedAt + milliseconds, requests: 1 }
  jobs.set(job.id, job)
  return job
}

const isDone = (job: Job): boolean => instant() >= job.doneAt

/** A job's output: all that a measurement of it needs. */
const outcomeOf = ({ doneAt, requests }: Job): Outcome => ({ doneAt, requests })

/** RunComfy's answers, like those of `main/practice`. */
const runcomfy = {
  accepted: ({ id }: Job) => ({ request_id: id }),
  status: (job: Job) => ({ request_id: job.id, status: isDone(job) ? 'completed' : 'in_progress' }),
  result: (job: Job) => ({
    request_id: job.id,
    ...(isDone(job)
      ? { status: 'completed', output: outcomeOf(job), finished_at: new Date(job.doneAt).toISOString() }
      : { status: 'in_progress' }),
    created_at: new Date(job.acceptedAt).toISOString(),
  }),
}

const fal = {
  accepted: ({ id }: Job) => ({ request_id: id, status: 'IN_QUEUE', queue_position: 0 }),
  status: (job: Job) => ({ request_id: job.id, status: isDone(job) ? 'COMPLETED' : 'IN_PROGRESS' }),
  result: outcomeOf,
}

const replicate = {
  // Replicate itself may hold this answer back until the job is done. RunComfy's API has no such feature.
  accepted: ({ id }: Job) => ({ id, status: 'starting' }),
  prediction: (job: Job) =>
    isDone(job)
      ? { id: job.id, status: 'succeeded', output: outcomeOf(job) }
      : { id: job.id, status: 'processing' },
}

type Answer = (job: Job) => object

/** Calls about a job, by a pattern that finds its id. */
const readings: readonly (readonly [RegExp, Call['call'], Answer])[] = [
  [/^\/v1\/requests\/([^/]+)\/status$/, 'status', runcomfy.status],
  [/^\/v1\/requests\/([^/]+)\/result$/, 'result', runcomfy.result],
  [/^\/fal\/.+\/requests\/([^/]+)\/status$/, 'status', fal.status],
  [/^\/fal\/.+\/requests\/([^/]+)$/, 'result', fal.result],
  [/^\/replicate\/predictions\/([^/]+)$/, 'status', replicate.prediction],
]

const submits: readonly (readonly [RegExp, Answer])[] = [
  [/^\/v1\/models\/.+$/, runcomfy.accepted],
  [/^\/fal\/.+$/, fal.accepted],
  [/^\/replicate\/models\/.+\/predictions$/, replicate.accepted],
]

function answer(method: string, path: string, body: string): object | null {
  if (path === '/calls') return calls
  if (method === 'POST') {
    const accepted = submits.find(([pattern]) => pattern.test(path))?.[1]
    if (accepted === undefined) return null
    const sent: unknown = JSON.parse(body)
    const wrapped = typeof sent === 'object' && sent !== null && 'input' in sent
    const job = submitted(wrapped ? sent.input : sent)
    calls.push({ call: 'submit', job: job.id, at: instant() })
    return accepted(job)
  }
  for (const [pattern, call, read] of readings) {
    const job = jobs.get(pattern.exec(path)?.[1] ?? '')
    if (job === undefined) continue
    job.requests++
    calls.push({ call, job: job.id, at: instant() })
    return read(job)
  }
  return null
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  // The cast: a request without an encoding gives buffers.
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
  const found = answer(request.method ?? 'GET', path, Buffer.concat(chunks).toString())
  const text = JSON.stringify(found ?? { error_code: 404_001, error_message: 'There is nothing here.' })
  response.writeHead(found === null ? 404 : 200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.destroy())
})
// Longer than any client pauses between two calls: a connection that ends at that moment is not what is measured.
server.keepAliveTimeout = 120_000
server.listen(0, '127.0.0.1', () => {
  const bound = server.address()
  process.stdout.write(`http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}\n`)
})
// It ends with its starter.
process.stdin.resume().once('end', () => process.exit())
