import { openPatchbayPoller } from './patchbayPoller.ts'
import { openFal } from './peers/fal.ts'
import { openReplicate } from './peers/replicate.ts'

/** A measured client: it submits a job to the measuring engine and polls until the job is done. */
export interface Poller {
  /**
   * A client that has seen jobs of this kind take `history`, in milliseconds; one that does not learn ignores it.
   * Returns a function that runs one job with this duration in milliseconds, and resolves with the job's output.
   */
  begin(history: readonly number[]): (milliseconds: number) => Promise<unknown>
  close(): void
}

/** What is measured: which client, and after how many earlier jobs. */
export interface PollingContender {
  readonly open: (engine: URL) => Promise<Poller>
  readonly history: number
}

/** All contenders, by name and in the order of the tables. Packages are loaded only where they run. */
export const pollers: Readonly<Record<string, PollingContender>> = {
  'Patchbay, after ten jobs': { open: openPatchbayPoller, history: 10 },
  'Patchbay, no history': { open: openPatchbayPoller, history: 0 },
  '@fal-ai/client': { open: openFal, history: 0 },
  replicate: { open: openReplicate, history: 0 },
}
