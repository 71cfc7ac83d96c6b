import { fileOf, turbo } from '../cli/workflows.ts'
import { done, make, paid, remote } from './scenarios.ts'
import type { Scenario } from './setUp.ts'

/** The user's decision about a run. */
export const decisions: readonly Scenario[] = [
  {
    title: 'a run that is cancelled while its job waits at the engine',
    file: remote,
    ...paid,
    cancelled: 'in_queue',
    outcome: { code: 130, state: 'cancelled', ended: { make: 'cancelled' }, accepted: 1 },
  },
  {
    title: 'a run that is cancelled while its job is at work, which no engine calls off',
    file: remote,
    ...paid,
    cancelled: 'in_progress',
    outcome: { code: 130, state: 'cancelled', ended: { make: 'cancelled' }, accepted: 1 },
  },
  {
    title: 'more jobs without a price than are run without asking',
    file: fileOf(
      Array.from({ length: 11 }, (_, at) => ({
        ...make,
        id: `make-${at}`,
        values: { ...make.values, seed: at },
      })),
    ),
    ...paid,
    approved: true,
    outcome: done(11),
  },
  {
    title: 'a person who is asked, and has answered beforehand',
    file: choice([1]),
    outcome: { ...done(), ended: { lines: 'done', make: 'done', choose: 'done' } },
  },
]

/** Chooses one of two pictures: the user does, if no choice is given. */
export function choice(chosen?: readonly number[]): string {
  return fileOf(
    [
      { id: 'lines', type: 'local/text-lines', values: { text: 'a boat\na lamp' } },
      { id: 'make', type: turbo(), values: { seed: 7, image_size: 'square' } },
      { id: 'choose', type: 'local/choose', ...(chosen && { values: { chosen: [...chosen] } }) },
    ],
    ['lines.lines > make.prompt', 'make.image > choose.images'],
  )
}
