import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import type { Download } from '#main/network/download.ts'
import type { Json } from '#shared/ports/value.ts'
import type { JobClient } from './jobClient.ts'
import { result, status } from './jobsFixture.ts'

/**
 * The faults of a call: no answer, or another one than requested. `late` is a result that is reported as completed
 * before its output is there, or a submit that is accepted and answered with an error that names it; `ghost` a submit
 * that is refused and names a request that does not exist.
 */
export const mishaps = ['unreachable', 'broken', 'busy', 'refused', 'lost', 'odd', 'late', 'ghost'] as const
export type Mishap = (typeof mishaps)[number]

/** A submit that was accepted, and is charged unless it was cancelled. */
export interface Accepted {
  readonly requestId: string
  readonly body: string
  readonly marker: string | null
  readonly at: number
  cancelled: boolean
}

export interface FakeEngineOptions {
  readonly clock: Pick<Clock, 'now'>
  /** The fault of the next call, or null. */
  befall(call: 'submit' | 'status' | 'result' | 'cancel' | 'download' | 'list'): Mishap | null
  /** Milliseconds during which a job can be cancelled. */
  readonly queue: number
  /** Milliseconds from the submit to the end. */
  readonly duration: number
  /** Whether it lists its requests, by their markers or by their inputs. */
  readonly lists?: 'markers' | 'inputs'
}

/** An engine with a record of what it accepted: what was paid for. It outlives every process. */
export interface FakeEngine {
  readonly ledger: readonly Accepted[]
  readonly client: JobClient
  readonly download: Download
}

const codes: { readonly [M in Mishap]: ErrorCode } = {
  unreachable: 'engine.unreachable',
  broken: 'engine.failed',
  busy: 'engine.busy',
  refused: 'engine.failed',
  lost: 'job.lost',
  odd: 'engine.failed',
  late: 'engine.failed',
  ghost: 'engine.failed',
}
const failure = (code: ErrorCode): AppError => new AppError(code, `${code}.`)

export function createFakeEngine({ clock, befall, queue, duration, lists }: FakeEngineOptions): FakeEngine {
  const ledger: Accepted[] = []
  let ghosts = 0
  const named = (requestId: string) => ({ requestId, statusUrl: null, resultUrl: null, cancelUrl: null })
  const entry = (requestId: string): Accepted => {
    const accepted = ledger.find((accepted) => accepted.requestId === requestId)
    if (accepted === undefined) throw failure('job.lost')
    return accepted
  }
  const wordOf = ({ at, cancelled }: Accepted): string => {
    if (cancelled) return 'cancelled'
    const passed = clock.now() - at
    return passed < queue ? 'in_queue' : passed < duration ? 'in_progress' : 'completed'
  }
  const outputOf = (requestId: string) => ({ image: `https://outputs.runcomfy.net/${requestId}.png` })

  return {
    ledger,
    client: {
      async submit(_modelId, bytes, { signal, marker = null } = {}) {
        if (signal?.aborted) throw signal.reason
        const mishap = befall('submit')
        if (mishap === 'unreachable' || mishap === 'busy') throw failure(codes[mishap])
        if (mishap === 'refused') throw failure('job.refused')
        if (mishap === 'broken') throw failure('job.unknown')
        if (mishap === 'ghost')
          return { ...named(`ghost${ghosts++}`), doubt: failure('job.unknown').toJSON() }
        const requestId = `r${ledger.length + 1}`
        const text = Buffer.from(bytes).toString()
        ledger.push({ requestId, body: text, marker, at: clock.now(), cancelled: false })
        if (mishap === 'lost') throw failure('job.unknown')
        return mishap === 'late'
          ? { ...named(requestId), doubt: failure('job.unknown').toJSON() }
          : named(requestId)
      },
      async status({ requestId }, { signal } = {}) {
        if (signal?.aborted) throw signal.reason
        const mishap = befall('status')
        if (mishap === 'odd') return status('reticulating')
        if (mishap !== null) throw failure(codes[mishap])
        return status(wordOf(entry(requestId)))
      },
      async result({ requestId }) {
        const mishap = befall('result')
        if (mishap === 'odd') return result('in_progress')
        if (mishap === 'late') {
          const nextWord = wordOf(entry(requestId))
          return result(nextWord, nextWord === 'completed' ? { output: { image: null }, cost: 0.01 } : {})
        }
        if (mishap !== null) throw failure(codes[mishap])
        const word = wordOf(entry(requestId))
        return result(word, word === 'completed' ? { output: outputOf(requestId), cost: 0.01 } : {})
      },
      async cancel({ requestId }) {
        const mishap = befall('cancel')
        if (mishap === 'odd') return { outcome: 'unknown', word: 'odd', phase: 'unknown' }
        if (mishap !== null) throw failure(codes[mishap])
        const accepted = entry(requestId)
        accepted.cancelled ||= wordOf(accepted) === 'in_queue'
        const { word, phase } = status(wordOf(accepted))
        return { outcome: accepted.cancelled ? 'cancelled' : 'not_cancellable', word, phase }
      },
      ...(lists && { findSubmits: createListing(ledger, lists, befall) }),
    },
    async download(address) {
      if (befall('download') !== null) throw new AppError('file.unreadable', 'no', { data: { status: 503 } })
      return { bytes: Buffer.from(`picture at ${address}`), mime: 'image/png' }
    },
  }
}

const createListing =
  (
    ledger: readonly Accepted[],
    lists: 'markers' | 'inputs',
    befall: FakeEngineOptions['befall'],
  ): NonNullable<JobClient['findSubmits']> =>
  async ({ since, signal }) => {
    if (signal?.aborted) throw signal.reason
    const mishap = befall('list')
    if (mishap !== null) throw failure(codes[mishap])
    return ledger
      .filter(({ at }) => at >= since)
      .map(({ requestId, at, body, marker }) => ({
        requestId,
        at,
        // JSON.parse returns only JSON.
        input: lists === 'inputs' ? (JSON.parse(body) as Json) : null,
        marker: lists === 'markers' ? marker : null,
      }))
  }
