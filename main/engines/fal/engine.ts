import { defineEngine, isKey } from '../engine.ts'
import { FAL_DOMAINS, FAL_URL, falOrigins } from './origins.ts'

/** A model whose price is asked for to test a key: fal has no cheaper call that needs one. */
const PRICED_MODEL = 'fal-ai/flux/dev'

export default defineEngine({
  id: 'fal',
  title: 'fal',
  help: 'Image, video, audio and 3D models with a queue. Every job costs money.',
  key: {
    variables: ['FAL_KEY'],
    file: 'key-fal',
    page: 'https://fal.ai/dashboard/keys',
    accepts: isKey,
  },
  address: { variable: 'PATCHBAY_FAL_URL', standard: FAL_URL },
  concurrency: 4,
  budget: { rate: 20, burst: 60 },
  capabilities: {
    idempotencyKey: false,
    findsLostSubmits: 'by listing',
    quote: 'unit price',
    actualCost: 'units',
    upload: true,
    stopsRunningJobs: 'requested',
    outputLifetime: 'set per account',
  },
  // Most commands need neither: they are loaded when they are.
  async connect({ base, token, clock }) {
    const [{ createEngineEgress }, { createFalClient, createFalSend }, { createFalPrices }] =
      await Promise.all([import('#main/network/egress.ts'), import('./client.ts'), import('./prices.ts')])
    const egress = createEngineEgress({
      base,
      origins: falOrigins(base),
      domains: FAL_DOMAINS,
      scheme: 'Key',
      token,
    })
    const { unitPrice } = createFalPrices({ egress, send: createFalSend(clock), clock })
    return {
      client: createFalClient({ egress, clock, unitPrice }),
      download: egress.download,
      isOwnOutput: egress.isOwnOutput,
      async testKey() {
        await unitPrice(PRICED_MODEL)
        return { balance: null, currency: 'USD' }
      },
      close: egress.close,
    }
  },
  practice: {
    folder: 'practice-fal',
    async start(setting) {
      const { startPractice } = await import('#main/practice/practice.ts')
      return startPractice({ ...setting, api: 'fal' })
    },
  },
})
