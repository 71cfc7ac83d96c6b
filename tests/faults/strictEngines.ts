import type { ApiName } from '#main/practice/apiName.ts'
import { published } from '../strict/fal/schemas.ts'
import { startStrictFal } from '../strict/fal/server.ts'
import { startStrict } from '../strict/server.ts'
import { canary } from './canary.ts'

/** What both strict servers have: a server of an API that was written from its pages, and not from the product. */
export interface StrictEngine {
  readonly url: string
  readonly requests: readonly {
    readonly kind: string
    readonly requestId: string | null
    readonly status: number
  }[]
  readonly violations: readonly { readonly rule: string; readonly message: string }[]
  close(): Promise<void>
}

/** Jobs wait in the queue for so many polls, and are complete at the next. */
const polls = { queuedPolls: 2, completeAfterPolls: 2 }

const servers: { readonly [id in ApiName]: () => Promise<StrictEngine> } = {
  runcomfy: () => startStrict({ token: canary, ...polls }),
  fal: () => startStrictFal({ key: canary, schemas: published, ...polls }),
}

export const startStrictEngine = (id: ApiName): Promise<StrictEngine> => servers[id]()
