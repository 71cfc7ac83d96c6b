import type { PracticeClock } from '../clock.ts'
import { pause } from '../clock.ts'
import type { PracticeRequest, RequestState } from './request.ts'

/** What the queue is lent. */
export interface QueueOptions {
  readonly clock: PracticeClock
  /** How many requests are worked on at once. */
  readonly workers: number
  /** The least times of one request in the queue and at work. */
  readonly pace: (requestId: string) => { readonly queueMs: number; readonly runMs: number }
  /** The work itself. Resolves with what went wrong, in words, or null. */
  readonly work: (request: PracticeRequest) => Promise<string | null>
  /** Told of each request that has ended, once. */
  readonly onEnd: (request: PracticeRequest) => void
}

/** Requests in the order of their acceptance, worked off by a fixed number of workers. */
export interface Queue {
  /** Takes in a request; one that has ended already is only remembered. */
  add(request: PracticeRequest): void
  find(requestId: string): PracticeRequest | null
  all(): readonly PracticeRequest[]
  /** How many requests are before this one in the queue; null when it is not in the queue. */
  position(requestId: string): number | null
  /** Cancels a request that is still in the queue; false for any other. */
  cancel(requestId: string): boolean
  /** Stops starting requests. Work under way goes on, unheard. */
  close(): void
}

export function createQueue({ clock, workers, pace, work, onEnd }: QueueOptions): Queue {
  const requests = new Map<string, PracticeRequest>()
  const waiting: string[] = []
  let busy = 0
  let closed = false
  let callOff = (): void => {}

  const move = (requestId: string, state: RequestState): void => {
    const request = requests.get(requestId)
    if (request === undefined || closed) return
    const moved = { ...request, state }
    requests.set(requestId, moved)
    if (state.phase === 'completed' || state.phase === 'cancelled') onEnd(moved)
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
    move(request.requestId, { phase: 'completed', startedAt, finishedAt: clock.now(), error })
    advance()
  }

  /** Starts what may start, and comes back when the next may. */
  const advance = (): void => {
    callOff()
    while (!closed && busy < workers) {
      const request = requests.get(waiting[0] ?? '')
      if (request === undefined) return
      const wait = request.acceptedAt + pace(request.requestId).queueMs - clock.now()
      if (wait > 0) {
        callOff = clock.after(wait, advance)
        return
      }
      waiting.shift()
      void run(request)
    }
  }

  return {
    add(request) {
      if (requests.has(request.requestId)) return
      requests.set(request.requestId, request)
      if (request.state.phase !== 'in_queue') return
      waiting.push(request.requestId)
      advance()
    },
    find: (requestId) => requests.get(requestId) ?? null,
    all: () => [...requests.values()],
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
    close() {
      closed = true
      callOff()
    },
  }
}
