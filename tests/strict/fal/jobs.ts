import { randomUUID } from 'node:crypto'
import { drawStripes } from '../pictures.ts'
import type { Format } from '../pictures.ts'
import { clipOf } from './clip.ts'
import type { Documented } from './schemas.ts'

/** A job's life as the pages describe it; it progresses when it is polled, and never by the clock. */
export interface Job {
  readonly id: string
  readonly endpoint: string
  readonly input: Readonly<Record<string, unknown>>
  readonly sentAt: number
  state: 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED'
  /** The error of a completed job that has no output. */
  error: JobError | null
  polls: number
  /** When the status was last requested, in milliseconds of the server's clock. */
  lastPoll: number | null
  /** Whether a status answer has said `COMPLETED` yet. */
  reportedCompleted: boolean
  output: Promise<object> | null
}

/** How a job ended without an output. */
export interface JobError {
  readonly status: number
  readonly type: string
  readonly message: string
}

export interface PollCounts {
  /** Status answers that say `IN_QUEUE` before the first `IN_PROGRESS`. */
  readonly queuedPolls: number
  /** Status answers before the one that says `COMPLETED`. */
  readonly completeAfterPolls: number
}

export const createJob = (
  endpoint: string,
  input: Job['input'],
  sentAt: number,
  error: JobError | null,
): Job => ({
  id: randomUUID(),
  endpoint,
  input,
  sentAt,
  state: 'IN_QUEUE',
  error,
  polls: 0,
  lastPoll: null,
  reportedCompleted: false,
  output: null,
})

/** One status call: advances the job, and returns its queue position while it waits. */
export function poll(job: Job, polls: PollCounts): number | null {
  job.polls += 1
  if (job.state !== 'COMPLETED') {
    if (job.polls > polls.completeAfterPolls) job.state = 'COMPLETED'
    else if (job.polls > polls.queuedPolls) job.state = 'IN_PROGRESS'
  }
  if (job.state === 'COMPLETED') job.reportedCompleted = true
  if (job.state !== 'IN_QUEUE') return null
  const ahead = Math.min(polls.queuedPolls, polls.completeAfterPolls) - job.polls
  return Number.isFinite(ahead) ? ahead : 1
}

/** Cancels a job that has not ended: it completes with an error. */
export function cancel(job: Job): boolean {
  if (job.state === 'COMPLETED') return false
  job.state = 'COMPLETED'
  job.error = { status: 499, type: 'client_cancelled', message: 'Request cancelled by the client' }
  return true
}

/** Makes the files of a job, puts them into `files`, and resolves with its output. */
export async function makeOutput(
  job: Job,
  { output }: Documented,
  { url, files }: { readonly url: string; readonly files: Map<string, Buffer> },
): Promise<object> {
  const key = `${job.endpoint} ${JSON.stringify(job.input)}`
  if (output === 'video') {
    const bytes = clipOf(key)
    return { video: save(`${job.id}.mp4`, 'video/mp4', bytes) }
  }
  const format: Format = job.input['output_format'] === 'png' ? 'png' : 'jpeg'
  const [width, height] = sizeOf(job.input['image_size'])
  const count = typeof job.input['num_images'] === 'number' ? job.input['num_images'] : 1
  const images = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const bytes = await drawStripes({ width, height, format, key: `${key} ${index}` })
      return { ...save(`${job.id}-${index}.${format}`, `image/${format}`, bytes), width, height }
    }),
  )
  if (output === 'image') return { image: images[0] }
  const seed = job.input['seed'] ?? 42
  const prompt = job.input['prompt'] ?? ''
  return { images, timings: { inference: 1.5 }, seed, has_nsfw_concepts: images.map(() => false), prompt }

  function save(file_name: string, content_type: string, bytes: Buffer) {
    files.set(file_name, bytes)
    return { url: `${url}/files/${file_name}`, content_type, file_name, file_size: bytes.length }
  }
}

const named: Readonly<Record<string, readonly [number, number]>> = {
  square_hd: [1024, 1024],
  square: [512, 512],
  portrait_4_3: [768, 1024],
  portrait_16_9: [576, 1024],
  landscape_4_3: [1024, 768],
  landscape_16_9: [1024, 576],
}

function sizeOf(value: unknown): readonly [width: number, height: number] {
  if (typeof value === 'string') return named[value] ?? [1024, 768]
  if (typeof value !== 'object' || value === null) return [1024, 768]
  const { width, height } = value as { readonly width?: number; readonly height?: number }
  return [width ?? 512, height ?? 512]
}
