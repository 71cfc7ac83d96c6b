import { createHash } from 'node:crypto'
import { checkInput } from './checks.ts'
import { failure } from './exchange.ts'
import type { Answer, Note, OpenRequest } from './exchange.ts'
import { cancel, createJob, drawOutputs, poll } from './jobs.ts'
import type { Job, Pace } from './jobs.ts'
import { finding, parseBody } from './protocol.ts'
import type { Call } from './protocol.ts'

export interface LedgerOptions {
  readonly url: string
  readonly token: string
  readonly pace: Pace
  readonly now: () => number
}

export interface Ledger {
  /** Judges a submit, and takes it in if its input is sound. Fills in what `record` says of the body. */
  submit(endpoint: string, bytes: Buffer, record: OpenRequest, note: Note): Promise<Answer>
  /** Answers status, result and cancel. */
  ask(call: Extract<Call, { requestId: string }>, note: Note): Promise<Answer>
  /** The bytes of an output, by file name. */
  output(file: string): Buffer | null
}

const minPollGap = 50

/** Everything that was accepted, and what came of it. */
export function createLedger({ url, token, pace, now }: LedgerOptions): Ledger {
  const jobs = new Map<string, Job>()
  const files = new Map<string, Buffer>()
  const submits = new Map<string, number>()
  const links = ({ id }: Job) => ({
    status_url: `${url}/v1/requests/${id}/status`,
    result_url: `${url}/v1/requests/${id}/result`,
  })

  async function submit(endpoint: string, bytes: Buffer, record: OpenRequest, note: Note): Promise<Answer> {
    if (bytes.includes(token)) note(finding('token', 'the token stands in the body', 'body'))
    record.bodySha256 = createHash('sha256').update(bytes).digest('hex')
    const key = `${endpoint} ${record.bodySha256}`
    record.submits = (submits.get(key) ?? 0) + 1
    submits.set(key, record.submits)
    if (record.submits > 1) note(finding('repeated', `the same body, ${record.submits} times now`, 'body'))

    const parsed = parseBody(bytes)
    if ('words' in parsed) {
      note(finding('body', parsed.words, 'body'))
      return failure(400, 'the body is no JSON')
    }
    record.body = parsed.value
    const { problems, pictures } = await checkInput(endpoint, parsed.value, { url, files })
    for (const { field, words } of problems) note(finding('input', words, field))
    if (problems.length > 0) {
      const detail = problems.map(({ field, words }) => ({ loc: ['body', field], msg: words }))
      return { status: 422, body: { detail } }
    }
    // That it is an object has just been checked.
    const job = createJob(endpoint, parsed.value as Job['input'], pictures)
    jobs.set(job.id, job)
    record.requestId = job.id
    const cancelUrl = `${url}/v1/requests/${job.id}/cancel`
    return { status: 200, body: { request_id: job.id, ...links(job), cancel_url: cancelUrl } }
  }

  async function ask(call: Extract<Call, { requestId: string }>, note: Note): Promise<Answer> {
    const job = jobs.get(call.requestId)
    if (job === undefined) {
      note(finding('path', `no request is called ${call.requestId}`))
      return failure(404, 'no such request', 404001)
    }
    switch (call.kind) {
      case 'cancel': {
        const outcome = cancel(job)
        return { status: 200, body: { status: job.state, outcome } }
      }
      case 'status':
        return { status: 200, body: status(job, note) }
      case 'result':
        return { status: 200, body: await result(job, call.cost, note) }
    }
  }

  function status(job: Job, note: Note) {
    const at = now()
    const gap = at - (job.lastPoll ?? -Infinity)
    job.lastPoll = at
    if (gap < minPollGap) note(finding('pace', `status asked again after ${gap.toFixed(1)} ms`))
    const { state, queuePosition } = poll(job, pace)
    const queue = queuePosition === null ? {} : { queue_position: queuePosition }
    return { request_id: job.id, status: state, ...queue, ...links(job) }
  }

  async function result(job: Job, cost: boolean, note: Note) {
    const head = { request_id: job.id, status: job.state, model_id: job.endpoint }
    if (!job.saidCompleted) {
      note(finding('too-early', 'result asked for before a status said completed'))
      return head
    }
    job.files ??= keepOutputs(job)
    const uris = (await job.files).map((file) => `${url}/outputs/${file}`)
    const [image] = uris
    const output = job.endpoint === 'tongyi-mai/z-image/turbo' ? { image, images: uris } : { image }
    // The echo holds a URL that is no output: whoever fetches it is written down for it.
    const input = { prompt: job.input['prompt'], image_url: `${url}/outputs/echo-of-${job.id}.png` }
    return { ...head, output, input, ...(cost ? { cost: 0.01 } : {}) }
  }

  async function keepOutputs(job: Job): Promise<string[]> {
    return (await drawOutputs(job)).map(({ format, bytes }, index) => {
      const file = `${job.id}-${index}.${format}`
      files.set(file, bytes)
      return file
    })
  }

  return { submit, ask, output: (file) => files.get(file) ?? null }
}
