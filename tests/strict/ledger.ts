import { createHash } from 'node:crypto'
import { checkInput } from './checks.ts'
import { failure } from './exchange.ts'
import type { Answer, Report, OpenRequest } from './exchange.ts'
import { cancel, createJob, drawOutputs, poll } from './jobs.ts'
import type { Job, PollCounts } from './jobs.ts'
import { finding, parseBody } from './protocol.ts'
import type { Call } from './protocol.ts'

export interface LedgerOptions {
  readonly url: string
  readonly token: string
  readonly polls: PollCounts
  readonly now: () => number
}

export interface Ledger {
  /** Checks a submit, and accepts it if its input is valid. Fills in the body's part of `record`. */
  submit(endpoint: string, bytes: Buffer, record: OpenRequest, report: Report): Promise<Answer>
  /** Answers status, result and cancel. */
  respond(call: Extract<Call, { requestId: string }>, report: Report): Promise<Answer>
  /** The bytes of an output, by file name. */
  output(file: string): Buffer | null
}

const minPollGap = 50

/** Everything that was accepted, and its outcome. */
export function createLedger({ url, token, polls, now }: LedgerOptions): Ledger {
  const jobs = new Map<string, Job>()
  const files = new Map<string, Buffer>()
  const submits = new Map<string, number>()
  const links = ({ id }: Job) => ({
    status_url: `${url}/v1/requests/${id}/status`,
    result_url: `${url}/v1/requests/${id}/result`,
  })

  async function submit(
    endpoint: string,
    bytes: Buffer,
    record: OpenRequest,
    report: Report,
  ): Promise<Answer> {
    if (bytes.includes(token)) report(finding('token', 'the token stands in the body', 'body'))
    record.bodySha256 = createHash('sha256').update(bytes).digest('hex')
    const key = `${endpoint} ${record.bodySha256}`
    record.submits = (submits.get(key) ?? 0) + 1
    submits.set(key, record.submits)
    if (record.submits > 1) report(finding('repeated', `the same body, ${record.submits} times now`, 'body'))

    const parsed = parseBody(bytes)
    if ('message' in parsed) {
      report(finding('body', parsed.message, 'body'))
      return failure(400, 'the body is no JSON')
    }
    record.body = parsed.value
    const { problems, pictures } = await checkInput(endpoint, parsed.value, { url, files })
    for (const { field, message } of problems) report(finding('input', message, field))
    if (problems.length > 0) {
      const detail = problems.map(({ field, message }) => ({ loc: ['body', field], msg: message }))
      return { status: 422, body: { detail } }
    }
    // That it is an object has just been checked.
    const job = createJob(endpoint, parsed.value as Job['input'], pictures)
    jobs.set(job.id, job)
    record.requestId = job.id
    const cancelUrl = `${url}/v1/requests/${job.id}/cancel`
    return { status: 200, body: { request_id: job.id, ...links(job), cancel_url: cancelUrl } }
  }

  async function respond(call: Extract<Call, { requestId: string }>, report: Report): Promise<Answer> {
    const job = jobs.get(call.requestId)
    if (job === undefined) {
      report(finding('path', `no request is called ${call.requestId}`))
      return failure(404, 'no such request', 404001)
    }
    switch (call.kind) {
      case 'cancel': {
        const outcome = cancel(job)
        return { status: 200, body: { status: job.state, outcome } }
      }
      case 'status':
        return { status: 200, body: status(job, report) }
      case 'result':
        return { status: 200, body: await result(job, call.cost, report) }
    }
  }

  function status(job: Job, report: Report) {
    const at = now()
    const gap = at - (job.lastPoll ?? -Infinity)
    job.lastPoll = at
    if (gap < minPollGap) report(finding('pace', `status asked again after ${gap.toFixed(1)} ms`))
    const { state, queuePosition } = poll(job, polls)
    const queue = queuePosition === null ? {} : { queue_position: queuePosition }
    return { request_id: job.id, status: state, ...queue, ...links(job) }
  }

  async function result(job: Job, cost: boolean, report: Report) {
    const head = { request_id: job.id, status: job.state, model_id: job.endpoint }
    if (!job.reportedCompleted) {
      report(finding('too-early', 'result asked for before a status said completed'))
      return head
    }
    job.files ??= saveOutputs(job)
    const uris = (await job.files).map((file) => `${url}/outputs/${file}`)
    const [image] = uris
    const output = job.endpoint === 'tongyi-mai/z-image/turbo' ? { image, images: uris } : { image }
    // The echo contains a URL that is not an output: fetching it is recorded.
    const input = { prompt: job.input['prompt'], image_url: `${url}/outputs/echo-of-${job.id}.png` }
    return { ...head, output, input, ...(cost ? { cost: 0.01 } : {}) }
  }

  async function saveOutputs(job: Job): Promise<string[]> {
    return (await drawOutputs(job)).map(({ format, bytes }, index) => {
      const file = `${job.id}-${index}.${format}`
      files.set(file, bytes)
      return file
    })
  }

  return { submit, respond, output: (file) => files.get(file) ?? null }
}
