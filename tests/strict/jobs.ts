import { createHash, randomUUID } from 'node:crypto'
import type { Picture } from './media.ts'
import { drawStripes, paintInside } from './pictures.ts'
import type { Format } from './pictures.ts'
import { sizePixels } from './schemas.ts'

export type JobState = 'in_queue' | 'in_progress' | 'completed' | 'cancelled'

/** A job's life as the pages describe it; it progresses when it is polled, and never by the clock. */
export interface Job {
  readonly id: string
  readonly endpoint: string
  readonly input: Readonly<Record<string, unknown>>
  readonly pictures: ReadonlyMap<string, Picture>
  state: JobState
  polls: number
  /** When the status was last requested, in milliseconds of the server's clock. */
  lastPoll: number | null
  /** Whether a status answer has said `completed` yet. */
  reportedCompleted: boolean
  /** File names of the outputs, once drawn. */
  files: Promise<readonly string[]> | null
}

export interface PollCounts {
  /** Status answers that say `in_queue` before the first `in_progress`. */
  readonly queuedPolls: number
  /** Status answers before the one that says `completed`. */
  readonly completeAfterPolls: number
}

export function createJob(endpoint: string, input: Job['input'], pictures: Job['pictures']): Job {
  const id = `strict-${randomUUID()}`
  return {
    id,
    endpoint,
    input,
    pictures,
    state: 'in_queue',
    polls: 0,
    lastPoll: null,
    reportedCompleted: false,
    files: null,
  }
}

/** One status call: advances the job, and returns its queue position while it waits. */
export function poll(job: Job, polls: PollCounts): { state: JobState; queuePosition: number | null } {
  job.polls += 1
  if (job.state !== 'cancelled') {
    if (job.polls > polls.completeAfterPolls) job.state = 'completed'
    else if (job.polls > polls.queuedPolls) job.state = 'in_progress'
  }
  if (job.state === 'completed') job.reportedCompleted = true
  if (job.state !== 'in_queue') return { state: job.state, queuePosition: null }
  const ahead = Math.min(polls.queuedPolls, polls.completeAfterPolls) - job.polls
  return { state: job.state, queuePosition: Number.isFinite(ahead) ? ahead : 1 }
}

/** Cancels a job that has not begun. */
export function cancel(job: Job): 'cancelled' | 'not_cancellable' {
  if (job.state === 'in_queue') job.state = 'cancelled'
  return job.state === 'cancelled' ? 'cancelled' : 'not_cancellable'
}

/** Draws the pictures of the job's input: their number, size and format. */
export function drawOutputs(job: Job): Promise<{ format: Format; bytes: Buffer }[]> {
  const { input, pictures } = job
  const format = readFormat(input['output_format'])
  const [width, height] = readSize(job)
  const key = createHash('sha256').update(job.endpoint).update(JSON.stringify(input)).digest('hex')
  const count = typeof input['num_images'] === 'number' ? input['num_images'] : 1
  const image = pictures.get('image_url')
  const mask = pictures.get('mask_image_url')
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const wanted = { width, height, format, key: `${key} ${index}` }
      const painted = image !== undefined && mask !== undefined
      return {
        format,
        bytes: await (painted ? paintInside(image, mask, wanted) : drawStripes(wanted)),
      }
    }),
  )
}

function readFormat(value: unknown): Format {
  return value === 'jpeg' || value === 'webp' ? value : 'png'
}

function readSize({ endpoint, input, pictures }: Job): readonly [width: number, height: number] {
  const named = sizePixels.get(typeof input['image_size'] === 'string' ? input['image_size'] : '')
  if (named !== undefined) return named
  if (endpoint === 'tongyi-mai/z-image/turbo') return [1024, 768]
  if (endpoint === 'tongyi-mai/z-image/turbo/lora') {
    const { width = 1024, height = 1536 } = input
    return [Number(width), Number(height)]
  }
  const image = pictures.get('image_url')
  // An https picture is not fetched, so its size is not known.
  return image === undefined ? [1024, 1024] : [image.width, image.height]
}
