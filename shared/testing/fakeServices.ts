import { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { Results, Services } from '../services.ts'
import { fakeClock } from './fakeClock.ts'

/** Results kept in a map, for the test to look into. */
export interface FakeResults extends Results {
  readonly saved: Map<string, Values>
}

export function fakeResults(): FakeResults {
  const saved = new Map<string, Values>()
  return { saved, find: (key) => saved.get(key), save: (key, outputs) => void saved.set(key, outputs) }
}

const notLent = (what: string): Promise<never> =>
  Promise.reject(new AppError('internal', `this test lends no ${what}`))

/**
 * Minimal services: a clock that stands still, results in a map, a digest that is the text itself. A test overrides
 * others through `lent`.
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
    frames: { frame: () => notLent('frames') },
    videos: { trim: () => notLent('videos'), join: () => notLent('videos') },
    files: { save: () => notLent('files'), copy: () => notLent('files') },
    jobs: { run: () => notLent('jobs') },
    results: fakeResults(),
    digest: (text) => text,
    ...lent,
  }
}
