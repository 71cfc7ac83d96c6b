import { defineEngine, isKey } from '../engine.ts'
import { mediaLimits } from './mediaLimits.ts'
import { FAL_URL } from './origins.ts'

export default defineEngine({
  id: 'fal',
  title: 'fal',
  order: 2,
  help: 'Image, video, audio and 3D models. Every job costs money.',
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
  media: mediaLimits,
  // Most commands do not need it: it is loaded when they do.
  async connect(options) {
    const { connectFal } = await import('./connect.ts')
    return connectFal(options)
  },
  practice: {
    folder: 'practice-fal',
    async start(setting) {
      const { startPractice } = await import('#main/practice/practice.ts')
      return startPractice({ ...setting, api: 'fal' })
    },
  },
})
