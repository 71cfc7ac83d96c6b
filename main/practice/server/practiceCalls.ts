import type { ZodType } from 'zod'
import { FaultsFile } from '../faults/fault.ts'
import { Gate, Release } from '../requests/gates.ts'
import { readJson } from '../validate/readBody.ts'
import type { Answer } from './answer.ts'
import { json, notFound, refuse } from './answer.ts'
import { Arrived, Reached } from './control.ts'
import type { PracticeContext } from './context.ts'
import type { PracticePart } from './practiceRoute.ts'

/** The parameters of a control call. */
export interface PracticeCall {
  readonly query: URLSearchParams
  readonly body: Uint8Array
  /** Aborts when the client disconnects. */
  readonly gone: AbortSignal
}

type Answers = {
  readonly [part in PracticePart]: (context: PracticeContext, call: PracticeCall) => Answer | Promise<Answer>
}

const answers: Answers = {
  ledger: ({ ledger }) => json({ ledger }),
  counts: ({ counts }) => json(counts.view()),
  faults: ({ faults }) => json({ faults: faults.list() }),
  clearFaults({ faults }) {
    faults.clear()
    return json({ faults: [] })
  },
  orderFaults: ({ faults }, { body }) =>
    withBody(FaultsFile, body, (order) => {
      faults.add(order.faults)
      return json({ faults: faults.list() })
    }),
  holds: ({ control }) => json(control.holds()),
  hold: ({ control }, { body }) =>
    withBody(Gate, body, (gate) => {
      control.hold(gate)
      return json(control.holds())
    }),
  clearHolds({ control }) {
    control.release()
    return json(control.holds())
  },
  release: ({ control }, { body }) =>
    withBody(Release, body, (what) => {
      const held = control.holds().held.map(({ requestId }) => requestId)
      if ('request' in what && !held.includes(what.request)) return notFound('held request')
      control.release(what)
      return json(control.holds())
    }),
  reached: ({ control }, { query, gone }) =>
    withQuery(Reached, query, async (order) => json({ requests: await control.reached(order, gone) })),
  arrived: ({ control }, { query, gone }) =>
    withQuery(Arrived, query, async (order) => json({ count: await control.arrived(order, gone) })),
}

/** Answers a control call of a test: see `startPractice`. */
export const answerPractice = async (
  context: PracticeContext,
  part: PracticePart,
  call: PracticeCall,
): Promise<Answer> => answers[part](context, call)

function withBody<T>(type: ZodType<T>, body: Uint8Array, answer: (value: T) => Answer): Answer {
  const parsed = readJson(body)
  const read = type.safeParse(parsed.ok ? parsed.value : null)
  if (read.success) return answer(read.data)
  return refuse(422, 422, parsed.ok ? read.error.message : parsed.why)
}

async function withQuery<T>(
  type: ZodType<T>,
  query: URLSearchParams,
  answer: (value: T) => Promise<Answer>,
): Promise<Answer> {
  const read = type.safeParse(Object.fromEntries(query))
  return read.success ? answer(read.data) : refuse(422, 422, read.error.message)
}
