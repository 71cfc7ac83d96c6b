import { createHash } from 'node:crypto'
import type { Answer } from '../exchange.ts'
import { parseBody } from '../protocol.ts'
import type { createChecks } from './checks.ts'
import type { OpenRequest } from './exchange.ts'
import { cancel, createJob, makeOutput, poll } from './jobs.ts'
import type { Job, JobError, PollCounts } from './jobs.ts'
import { finding } from './protocol.ts'
import type { Call, Report } from './protocol.ts'
import type { Schemas } from './schemas.ts'

export interface LedgerOptions {
  readonly url: string
  readonly key: string
  readonly schemas: Schemas
  readonly files: Map<string, Buffer>
  readonly check: ReturnType<typeof createChecks>
  readonly polls: PollCounts
  /** How the job of a submit fails; null if it does not. */
  readonly failing: (endpoint: string, input: unknown) => JobError | null
  readonly now: () => number
}

const minPollGap = 50

/** Everything that was accepted, and its outcome. */
export function createLedger({ url, key, schemas, files, check, polls, failing, now }: LedgerOptions) {
  const jobs = new Map<string, Job>()
  const submits = new Map<string, number>()

  async function submit(
    endpoint: string,
    bytes: Buffer,
    record: OpenRequest,
    report: Report,
  ): Promise<Answer> {
    if (bytes.includes(key)) report(finding('key', 'the key stands in the body', 'body'))
    record.bodySha256 = createHash('sha256').update(bytes).digest('hex')
    const same = `${endpoint} ${record.bodySha256}`
    record.submits = (submits.get(same) ?? 0) + 1
    submits.set(same, record.submits)
    if (record.submits > 1) report(finding('repeated', `the same body, ${record.submits} times now`, 'body'))

    const parsed = parseBody(bytes)
    if ('message' in parsed) {
      report(finding('body', parsed.message, 'body'))
      return { status: 400, body: { detail: 'the body is no JSON', error_type: 'bad_request' } }
    }
    record.body = parsed.value
    const problems = await check(endpoint, parsed.value, { url, files })
    for (const { field, message } of problems) report(finding('input', message, field))
    // The queue accepts every input: one that is wrong fails later.
    const wrong = { status: 422, type: 'value_error', message: 'the input is not as documented' }
    const error = problems.length > 0 ? wrong : failing(endpoint, parsed.value)
    const job = createJob(endpoint, asRecord(parsed.value), now(), error)
    jobs.set(job.id, job)
    record.requestId = job.id
    const body = { status: 'IN_QUEUE', request_id: job.id, ...links(job), queue_position: 0 }
    return { status: 200, body, headers: { 'x-fal-request-id': job.id } }
  }

  const links = ({ id, endpoint }: Job) => {
    const response_url = `${url}/${appOf(endpoint)}/requests/${id}`
    return { response_url, status_url: `${response_url}/status`, cancel_url: `${response_url}/cancel` }
  }

  async function respond(call: Extract<Call, { requestId: string }>, report: Report): Promise<Answer> {
    const job = jobs.get(call.requestId)
    if (job === undefined || appOf(job.endpoint) !== call.app) {
      report(finding('path', `no request is called ${call.requestId}, or not below ${call.app}`))
      return { status: 404, body: { detail: 'Request not found' } }
    }
    switch (call.kind) {
      case 'cancel':
        return cancel(job)
          ? { status: 202, body: { status: 'CANCELLATION_REQUESTED' } }
          : { status: 400, body: { status: 'ALREADY_COMPLETED' } }
      case 'status':
        return status(job, report)
      case 'result':
        return result(job, report)
    }
  }

  function status(job: Job, report: Report): Answer {
    const at = now()
    const gap = at - (job.lastPoll ?? -Infinity)
    job.lastPoll = at
    if (gap < minPollGap) report(finding('pace', `status asked again after ${gap.toFixed(1)} ms`))
    if (job.reportedCompleted) report(finding('after-end', 'status asked for after it had said COMPLETED'))
    const position = poll(job, polls)
    const { state, error } = job
    const ended = state === 'COMPLETED'
    return {
      status: ended ? 200 : 202,
      body: {
        status: state,
        request_id: job.id,
        ...links(job),
        ...(position === null ? {} : { queue_position: position }),
        ...(ended && error === null && { metrics: { inference_time: 1.5 } }),
        ...(ended && error !== null && { error: error.message, error_type: error.type }),
      },
      headers: { 'x-fal-request-id': job.id },
    }
  }

  async function result(job: Job, report: Report): Promise<Answer> {
    if (!job.reportedCompleted)
      report(finding('too-early', 'result asked for before a status said COMPLETED'))
    if (job.state !== 'COMPLETED') return { status: 400, body: { detail: 'Request is still in progress' } }
    if (job.error !== null) return failed(job.error)
    const documented = schemas.get(job.endpoint)
    if (documented === undefined) throw new Error(`no such endpoint: ${job.endpoint}`)
    job.output ??= makeOutput(job, documented, { url, files })
    const count = typeof job.input['num_images'] === 'number' ? job.input['num_images'] : 1
    const headers = { 'x-fal-request-id': job.id, 'x-fal-billable-units': String(count) }
    return { status: 200, body: await job.output, headers }
  }

  /** The listing has a request from its acceptance on, and its input as it was sent. */
  const list = (query: URLSearchParams): Answer => {
    const ids = query.getAll('endpoint_id').flatMap((text) => text.split(','))
    const items = [...jobs.values()]
      .filter(({ endpoint }) => ids.includes(endpoint))
      .toReversed()
      .map((job) => ({
        request_id: job.id,
        endpoint_id: job.endpoint,
        sent_at: new Date().toISOString(),
        started_at: null,
        ended_at: null,
        ...(query.get('expand') === 'payloads' && { json_input: job.input, json_output: null }),
      }))
    return { status: 200, body: { items, next_cursor: null, has_more: false } }
  }

  return { submit, respond, list }
}

function failed({ status, type, message }: JobError): Answer {
  const body =
    status === 422
      ? { detail: [{ loc: ['body'], msg: message, type, url: `https://docs.fal.ai/errors#${type}` }] }
      : { detail: message, error_type: type }
  return { status, body, ...(status !== 422 && { headers: { 'x-fal-error-type': type } }) }
}

const appOf = (endpoint: string): string => endpoint.split('/').slice(0, 2).join('/')

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  // An object's fields are named by texts.
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
