import type { EngineState } from '../api/records.ts'

/** An engine as a page gets it, without a key. */
export const engineState = (change: Partial<EngineState> = {}): EngineState => ({
  id: 'acme',
  title: 'Acme',
  help: 'Paints.',
  capabilities: {
    idempotencyKey: false,
    findsLostSubmits: 'never',
    quote: 'nothing',
    actualCost: 'never',
    upload: false,
    stopsRunningJobs: 'nothing',
    outputLifetime: 'limited',
  },
  keyPage: 'https://acme.example/keys',
  keyVariable: 'ACME_KEY',
  key: { from: null },
  address: { origin: 'https://api.acme.example', fixed: false },
  concurrency: 4,
  refusal: null,
  ...change,
})
