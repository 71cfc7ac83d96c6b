import { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { Results, Services } from '../services.ts'
import { fakeClock } from './fakeClock.ts'

/** Results kept in a map, for the test to look into. */
export interface FakeResults extends Results {
  readonly kept: Map<string, Values>
}

export function fakeResults(): FakeResults {
  const kept = new Map<string, Values>()
  return { kept, find: (key) => kept.get(key), save: (key, outputs) => void kept.set(key, outputs) }
}

const notLent = (what: string): Promise<never> =>
  Promise.reject(new AppError('internal', `this test lends no ${what}`))

/**
 * What a host lends, with nothing behind it: a clock that stands still, results in a map, a digest that is the text
 * itself. What a test needs of the rest it gives as `lent`.
 */
export function fakeServices(lent: Partial<Services> = {}): Services {
  return {
    clock: fakeClock(),
    assets: {
      put: () => notLent('assets'),
      read: () => notLent('assets'),
      resolve: () => notLent('assets'),
    },
    images: {
      read: () => notLent('images'),
      write: () => notLent('images'),
      resize: () => notLent('images'),
      renderText: () => notLent('images'),
    },
    files: { save: () => notLent('files') },
    jobs: { run: () => notLent('jobs') },
    results: fakeResults(),
    digest: (text) => text,
    ...lent,
  }
}
