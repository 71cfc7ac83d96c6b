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
  /**
   * Cancels a request that is still in the queue; false for any other. With `atWork` it also ends one that is being
   * worked on: its work goes on, and what it makes is dropped.
   */
  cancel(requestId: string, atWork?: boolean): boolean
  /** Re-evaluates which requests are held: to be called when fewer are. */
  recheck(): void
  /** Stops starting requests. Work in progress continues without being reported. */
  close(): void
}

export function createQueue(options: QueueOptions): Queue {
  const { clock, workers, pace, work, onEnd, holds = () => false, onChange = () => {} } = options
  const book = createBook(holds, onEnd, onChange)
  const { isHeld, move, waiting } = book
  const done = createDone(isHeld)
  let busy = 0
  let cancelOpenJob = (): void => {}

  const run = async (request: PracticeRequest): Promise<void> => {
    const startedAt = clock.now()
    busy += 1
    move(request.requestId, { phase: 'in_progress', startedAt })
    const [error] = await Promise.all([
      work(request).catch((reason: unknown) => (reason instanceof Error ? reason.message : String(reason))),
      pause(clock, pace(request.requestId).runMs),
    ])
    busy -= 1
    // It may have been cancelled meanwhile.
    if (book.find(request.requestId)?.state.phase === 'in_progress')
      done.add(request.requestId, () =>
        move(request.requestId, { phase: 'completed', startedAt, finishedAt: clock.now(), error }),
      )
    done.finish()
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
    cancel(requestId, atWork = false) {
      const at = waiting.indexOf(requestId)
      const state = book.find(requestId)?.state
      if (at >= 0) waiting.splice(at, 1)
      else if (!atWork || state?.phase !== 'in_progress') return false
      done.drop(requestId)
      const startedAt = state?.phase === 'in_progress' ? { startedAt: state.startedAt } : {}
      move(requestId, { phase: 'cancelled', finishedAt: clock.now(), ...startedAt })
      advance()
      return true
    },
    recheck() {
      done.finish()
      advance()
    },
    close() {
      book.close()
      cancelOpenJob()
    },
  }
}

/** The requests whose work is done, and how to end each; one that is held stays. */
function createDone(isHeld: (requestId: string) => boolean) {
  const ends = new Map<string, () => void>()
  return {
    add: (requestId: string, end: () => void): void => void ends.set(requestId, end),
    drop: (requestId: string): void => void ends.delete(requestId),
    finish(): void {
      for (const [requestId, end] of ends) {
        if (isHeld(requestId)) continue
        ends.delete(requestId)
        end()
      }
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
