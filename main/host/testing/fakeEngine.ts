import type { EngineDefinition } from '../../engines/engine.ts'
import { isKey } from '../../engines/engine.ts'
import { pictureLimits } from '../../jobs/mediaFixture.ts'

const unused = (): Promise<never> => Promise.reject(new Error('this engine is not reached here'))

/** An engine that is declared like any other, and reached by nothing unless a test says how. */
export const fakeEngine = (change: Partial<EngineDefinition> = {}): EngineDefinition => ({
  id: 'acme',
  title: 'Acme',
  order: 1,
  help: 'Paints.',
  key: {
    variables: ['ACME_KEY'],
    file: 'key-acme',
    page: 'https://acme.example/keys',
    accepts: isKey,
  },
  address: { variable: 'PATCHBAY_ACME_URL', standard: 'https://api.acme.example' },
  concurrency: 3,
  budget: { rate: 100, burst: 300 },
  capabilities: {
    idempotencyKey: false,
    findsLostSubmits: 'never',
    quote: 'nothing',
    actualCost: 'reported',
    upload: false,
    stopsRunningJobs: 'nothing',
    outputLifetime: 'limited',
  },
  media: pictureLimits,
  connect: unused,
  practice: { folder: 'practice-acme', start: unused },
  ...change,
})
