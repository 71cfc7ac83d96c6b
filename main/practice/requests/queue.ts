import type { PracticeClock } from './clock.ts'
import { pause } from './clock.ts'
import type { PracticeRequest, RequestState } from './request.ts'

/** The dependencies of the queue. */
export interface QueueOptions {
  readonly clock: PracticeClock
  /** How many requests are worked on at once. */
  readonly workers: number
  /** The least times of one request in the queue and at work. */
  readonly pace: (requestId: string) => { readonly queueMs: number; readonly runMs: number }
  /** The work itself. Resolves with an error message, or null. */
  readonly work: (request: PracticeRequest) => Promise<string | null>
  /** Called with each request that has ended, once. */
  readonly onEnd: (request: PracticeRequest) => void
  /** Whether a request must stay in its current state; none must by default. */
  readonly holds?: (request: PracticeRequest) => boolean
  /** Called after a request was added or has changed its state. */
  readonly onChange?: () => void
}

/**
 * Requests in the order of their acceptance, processed by a fixed number of workers. A request that is held in the
 * queue lets the others pass; one that is held at work releases its worker when the work is done.
 */
export interface Queue {
  /** Adds a request; one that has ended already is only remembered. */
  add(request: PracticeRequest): void
  find(requestId: string): PracticeRequest | null
  all(): readonly PracticeRequest[]
  /** How many requests are before this one in the queue; null when it is not in the queue. */
  position(requestId: string): number | null
  /** Cancels a request that is still in the queue; false for any other. */
  cancel(requestId: string): boolean
  /** Re-evaluates which requests are held: to be called when fewer are. */
  recheck(): void
  /** Stops starting requests. Work in progress continues without being reported. */
  close(): void
}

export function createQueue(options: QueueOptions): Queue {
  const { clock, workers, pace, work, onEnd, holds = () => false, onChange = () => {} } = options
  const book = createBook(holds, onEnd, onChange)
  const { isHeld, move, waiting } = book
  /** How to end each request whose work is done. */
  const done = new Map<string, () => void>()
  let busy = 0
  let cancelOpenJob = (): void => {}

  const finish = (): void => {
    for (const [requestId, end] of done) {
      if (isHeld(requestId)) continue
      done.delete(requestId)
      end()
    }
  }

  const run = async (request: PracticeRequest): Promise<void> => {
    const startedAt = clock.now()
    busy += 1
    move(request.requestId, { phase: 'in_progress', startedAt })
    const [error] = await Promise.all([
      work(request).catch((reason: unknown) => (reason instanceof Error ? reason.message : String(reason))),
      pause(clock, pace(request.requestId).runMs),
    ])
    busy -= 1
    done.set(request.requestId, () =>
      move(request.requestId, { phase: 'completed', startedAt, finishedAt: clock.now(), error }),
    )
    finish()
    advance()
  }

  /** Starts what may start; returns the delay until the next may. */
  const advance = (): void => {
    cancelOpenJob()
    while (!book.isClosed() && busy < workers) {
      const at = waiting.findIndex((requestId) => !isHeld(requestId))
      const request = book.find(waiting[at] ?? '')
      if (request === null) return
      const wait = request.acceptedAt + pace(request.requestId).queueMs - clock.now()
      if (wait > 0) {
        cancelOpenJob = clock.after(wait, advance)
        return
      }
      waiting.splice(at, 1)
      void run(request)
    }
  }

  return {
    add(request) {
      if (book.add(request)) advance()
    },
    find: book.find,
    all: book.all,
    position(requestId) {
      const at = waiting.indexOf(requestId)
      return at < 0 ? null : at
    },
    cancel(requestId) {
      const at = waiting.indexOf(requestId)
      if (at < 0) return false
      waiting.splice(at, 1)
      move(requestId, { phase: 'cancelled', finishedAt: clock.now() })
      advance()
      return true
    },
    recheck() {
      finish()
      advance()
    },
    close() {
      book.close()
      cancelOpenJob()
    },
  }
}

/** The requests and their states. Once closed, none changes any more. */
function createBook(
  holds: (request: PracticeRequest) => boolean,
  onEnd: (request: PracticeRequest) => void,
  onChange: () => void,
) {
  const requests = new Map<string, PracticeRequest>()
  /** Ids of those in the queue, in its order. */
  const waiting: string[] = []
  let closed = false
  return {
    waiting,
    /** False if it is there already. */
    add(request: PracticeRequest): boolean {
      if (requests.has(request.requestId)) return false
      requests.set(request.requestId, request)
      if (request.state.phase === 'in_queue') waiting.push(request.requestId)
      onChange()
      return true
    },
    find: (requestId: string): PracticeRequest | null => requests.get(requestId) ?? null,
    all: (): readonly PracticeRequest[] => [...requests.values()],
    isHeld(requestId: string): boolean {
      const request = requests.get(requestId)
      return request !== undefined && holds(request)
    },
    move(requestId: string, state: RequestState): void {
      const request = requests.get(requestId)
      if (request === undefined || closed) return
      const moved = { ...request, state }
      requests.set(requestId, moved)
      if (state.phase === 'completed' || state.phase === 'cancelled') onEnd(moved)
      onChange()
    },
    isClosed: (): boolean => closed,
    close(): void {
      closed = true
    },
  }
}
