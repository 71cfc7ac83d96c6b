import { OFFICIAL } from '#main/network/apiUrl.ts'
import { defineEngine, isKey } from '../engine.ts'
import { mediaLimits } from './mediaLimits.ts'

export default defineEngine({
  id: 'runcomfy',
  title: 'RunComfy',
  order: 1,
  help: 'Image, video and audio models behind one API. Every job costs money.',
  key: {
    variables: ['RUNCOMFY_API_TOKEN', 'RUNCOMFY_TOKEN'],
    file: 'key',
    page: 'https://www.runcomfy.com/profile',
    accepts: isKey,
  },
  address: { variable: 'PATCHBAY_API_URL', standard: OFFICIAL },
  concurrency: 4,
  // Fifty parallel jobs need not wait.
  budget: { rate: 100, burst: 300 },
  capabilities: {
    idempotencyKey: false,
    findsLostSubmits: 'never',
    quote: 'list price',
    actualCost: 'reported',
    upload: false,
    stopsRunningJobs: 'nothing',
    outputLifetime: 'limited',
  },
  media: mediaLimits,
  // Most commands need neither: they are loaded when they are.
  async connect({ base, token, clock }) {
    const [{ createEgress }, { createClient }, { createRunComfyPrices }] = await Promise.all([
      import('#main/network/egress.ts'),
      import('./client.ts'),
      import('./prices.ts'),
    ])
    const egress = createEgress({ api: base, token })
    const client = createClient({ egress, clock })
    return {
      client,
      prices: createRunComfyPrices(client),
      download: egress.download,
      isOwnOutput: egress.isOwnOutput,
      testKey: () => client.balance(),
      close: () => egress.close(),
    }
  },
  practice: {
    folder: 'practice',
    async start(setting) {
      const { startPractice } = await import('#main/practice/practice.ts')
      return startPractice({ ...setting, api: 'runcomfy' })
    },
  },
})
