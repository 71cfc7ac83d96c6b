import { AppError } from '#shared/errors.ts'
import type { Media } from '#shared/ports/value.ts'
import { readDataUri } from '#main/assets/dataUri.ts'
import type { PartialFile } from '#main/network/download.ts'
import { fullJitter } from './jitter.ts'
import type { JobTools, LiveJob } from './liveJob.ts'
import type { PlannedOutput } from './outputPlan.ts'
import type { CameOutput } from './saveOutput.ts'
import { saveOutput } from './saveOutput.ts'

/** Files that are not pictures may have been truncated on the way. */
const BROKEN = 2
/** How often an optional file is tried. */
const UNNEEDED_TRIES = 3
/** A try that got this much further, in bytes, is no failed one. As much as must come in a minute. */
const PROGRESS = 60 * 1024
/** A try that brings next to nothing ends sooner; after more than this the machine has slept. In milliseconds. */
const LONGEST_TRY = 300_000

/** A missing or forbidden file, by the status of its server. */
export const isGone = (error: AppError): boolean => {
  const status = error.data['status']
  if (error.code !== 'file.unreadable' || typeof status !== 'number') return false
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

export const isPassing = (error: AppError): boolean => error.code === 'file.unreadable' && !isGone(error)

/**
 * Fetches one file of a job into the asset store, in as many tries as it takes while each brings more of it, and then
 * as long as `patience` says. Rejects as the download does, or with the signal's reason if a wait would have been needed.
 */
export async function fetchOutput(
  live: LiveJob,
  requestId: string,
  planned: PlannedOutput,
  tools: JobTools,
): Promise<Media> {
  const { address, needed } = planned
  const { assets, clock, random, patience } = tools
  if (address.startsWith('data:')) return saveInline(requestId, planned, tools)
  const part = countReceived(assets.part?.({ owner: live.job.facts.id, ...identityOf(planned) }))
  let since = clock.now()
  let broken = 0
  for (let attempt = 1; ; attempt++) {
    const from = clock.now()
    try {
      const came = await fetchOnce(address, part, tools)
      const origin = { from: 'job', requestId, url: address, at: clock.now() } as const
      return await saveOutput(came, planned, { assets, origin, strict: needed && broken < BROKEN })
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      const now = clock.now()
      if (part.gotFurther()) [since, attempt] = [now, 1]
      // One that brought again what was here before has only been slow.
      else if (now - from > LONGEST_TRY && !part.moved()) since = now
      if (!needed && attempt === UNNEEDED_TRIES) throw thrown
      const again = thrown.code === 'picture.broken' ? ++broken <= BROKEN : isPassing(thrown)
      if (!again || now - since >= patience) throw thrown
    }
    await clock.sleep(fullJitter(attempt, 1000, 30_000, random), live.signal)
  }
}

const fetchOnce = async (
  address: string,
  { part }: CountedPart,
  { download, assets, closing }: JobTools,
): Promise<CameOutput> =>
  download(address, {
    policy: 'output',
    signal: closing,
    ...(part === undefined ? { receive: assets.receive } : { part }),
  })

/** The result can name the same file with another signature later: only its query differs then. */
function identityOf({ address, place }: PlannedOutput): { readonly place: number; readonly source: string } {
  const { origin = '', pathname = address } = URL.parse(address) ?? {}
  return { place, source: origin + pathname }
}

interface CountedPart {
  readonly part: PartialFile | undefined
  /** Whether enough came since the last call, beyond everything that came before. */
  gotFurther(): boolean
  /** Whether enough came in the last try, wherever it began. */
  moved(): boolean
}

/** Counts how far a file has come, whatever is done with it. */
function countReceived(part: PartialFile | undefined): CountedPart {
  let [size, furthest, came] = [0, 0, 0]
  async function* counted(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      size += piece.length
      came += piece.length
      yield piece
    }
  }
  return {
    part: part && {
      ...part,
      async held() {
        const held = await part.held()
        size = held?.bytes ?? 0
        furthest ||= size
        came = 0
        return held
      },
      receive(pieces, arrival) {
        size = arrival.from
        return part.receive(counted(pieces), arrival)
      },
    },
    gotFurther() {
      if (size < furthest + PROGRESS) return false
      furthest = size
      return true
    },
    moved: () => came >= PROGRESS,
  }
}

/** A file inside the answer itself. */
async function saveInline(
  requestId: string,
  planned: PlannedOutput,
  { assets, clock }: JobTools,
): Promise<Media> {
  const { address } = planned
  const mime = /^data:([^;,]{0,100})/.exec(address)?.[1]?.toLowerCase() ?? ''
  const origin = { from: 'job', requestId, url: 'data:', at: clock.now() } as const
  return saveOutput({ bytes: readDataUri(address), mime }, planned, { assets, origin, strict: false })
}
