import type { PracticeClock } from '../requests/clock.ts'
import type { PracticeEndpoint } from '../validate/endpoint.ts'
import type { FaultPlan } from '../faults/faultPlan.ts'
import type { HostedInputs } from '../pictures/hostedInputs.ts'
import type { PictureStore } from '../pictures/pictureStore.ts'
import type { Uploads } from '../pictures/uploads.ts'
import type { Queue } from '../requests/queue.ts'
import type { LedgerEntry } from '../requests/request.ts'
import type { Fields } from '../validate/rule.ts'
import type { Capabilities } from './capabilities.ts'
import type { Control } from './control.ts'
import type { Counts } from './counts.ts'
import type { Watch } from './watch.ts'

/** The state that the calls are answered from. */
export interface PracticeContext {
  /** Where the engine is reached: scheme, host and port, no slash at the end. */
  readonly url: string
  readonly token: string | null
  readonly capabilities: Capabilities
  readonly endpoints: readonly PracticeEndpoint[]
  readonly clock: PracticeClock
  readonly queue: Queue
  readonly pictures: PictureStore
  readonly inputs: HostedInputs
  readonly uploads: Uploads
  readonly faults: FaultPlan
  readonly counts: Counts
  readonly control: Control
  readonly watch: Watch
  /** The accepted submits, oldest first. */
  readonly ledger: readonly LedgerEntry[]
  /** The fields of an endpoint's input; null when it is not served. */
  fieldsOf(modelId: string): Fields | null
  /** Enters a submit in the ledger, durably before it returns, and in the queue. */
  accept(entry: LedgerEntry): void
  newRequestId(): string
}
