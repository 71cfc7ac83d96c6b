import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { endings, sniffFormat } from '#shared/media/formats.ts'
import { kindOfFormat, storedEnding } from '#shared/media/kinds.ts'
import type { Log } from '#shared/services.ts'
import type { AssetFolder } from '../../assets/assetFolder.ts'
import { sha256Of } from '../../assets/assetFolder.ts'
import type { Job, JobState } from '../../jobs/job.ts'
import type { Database } from '../database.ts'
import type { FileRef } from './embeddedFiles.ts'
import { cutOut, findEmbedded, putBack } from './embeddedFiles.ts'

export interface ShortenOptions {
  readonly database: Database
  /** The folder of the library's assets. */
  readonly assets: Pick<AssetFolder, 'has' | 'read' | 'save'>
  readonly log: Log
}

/** Shortens the bodies of jobs that are over, one by one, beside everything else. */
export interface BodyShortener {
  /** Has a job shortened that has ended now. */
  ended(job: Job): void
  /** Begins with the jobs that earlier processes and versions left whole. */
  start(): void
  /** Stops after the jobs that ended in this process, or at once. Nothing touches the store after it resolves. */
  close(how?: 'at once'): Promise<void>
}

/**
 * States after which a body is not sent again, unless the user withdraws the request that was attached to the job. The
 * others keep the exact bytes: they may be submitted, or compared with what an engine lists.
 */
const over: ReadonlySet<JobState> = new Set<JobState>(['downloaded', 'failed', 'cancelled', 'expired'])
const isOver = `state IN (${[...over].map((state) => `'${state}'`).join(', ')})`

/** How many jobs are listed together. */
const TOGETHER = 100

export function createBodyShortener({ database, assets, log }: ShortenOptions): BodyShortener {
  const waiting = new Set<string>()
  let closing: 'no' | 'soon' | 'at once' = 'no'
  let [after, hasEarlier] = ['', false]
  let earlier: string[] = []
  let work: Promise<void> | null = null

  function takeEarlier(): string | undefined {
    if (earlier.length === 0 && hasEarlier) {
      earlier = listWhole(database, after)
      hasEarlier = earlier.length === TOGETHER
      after = earlier.at(-1) ?? after
    }
    return earlier.shift()
  }

  function take(): string | undefined {
    if (closing === 'at once') return undefined
    const [id] = waiting
    if (id !== undefined) waiting.delete(id)
    return id ?? (closing === 'no' ? takeEarlier() : undefined)
  }

  async function shortenAll(): Promise<void> {
    // Never within the transition that ended a job.
    await setImmediate()
    for (let id = take(); id !== undefined; id = take()) {
      try {
        await shortenBody({ database, assets }, id, () => closing === 'at once')
      } catch (thrown) {
        // It stays whole, and is tried again by the next process.
        log.warn('body.whole', { job: id, error: thrown })
      }
      await setImmediate()
    }
    work = null
  }

  const wake = (): void => {
    if (closing === 'no') work ??= shortenAll()
  }
  return {
    ended({ facts, phase }) {
      if (!over.has(phase.state)) return
      waiting.add(facts.id)
      wake()
    },
    start() {
      hasEarlier = true
      wake()
    },
    async close(how) {
      closing = how ?? 'soon'
      await work
    },
  }
}

const listWhole = (database: Database, after: string): string[] =>
  database
    .read(
      `SELECT id FROM jobs WHERE body_files IS NULL AND ${isOver} AND id > ? ORDER BY id LIMIT ${TOGETHER}`,
      after,
    )
    .map((row) => z.string().parse(row['id']))

/**
 * Replaces each file in the body of a job that is over by a reference to the same bytes in the asset store, where they
 * are written first unless they are there. The whole body must come out of what was written, or it stays as it is.
 * Rejects with `file.*` or `library.broken`; nothing has changed then.
 */
async function shortenBody(
  { database, assets }: Omit<ShortenOptions, 'log'>,
  id: string,
  isStopped: () => boolean,
): Promise<void> {
  const where = `id = ? AND body_files IS NULL AND ${isOver}`
  const [row] = database.read(`SELECT body, body_sha256 FROM jobs WHERE ${where}`, id)
  const body = row?.['body']
  if (!(body instanceof Uint8Array)) return
  const digest = z.string().parse(row?.['body_sha256'])
  // Bytes that have changed are evidence of damage, and stay.
  const parts = hash('sha256', body) === digest ? await saveFiles(assets, body) : []
  const short = cutOut(body, parts)
  const refs = refsOf(parts)
  const read = await Promise.all(
    refs.map(async ({ at, sha256, ending }) => ({ at, bytes: await assets.read(sha256, ending) })),
  )
  const isSame = hash('sha256', putBack(short, read)) === digest
  if (isStopped()) return
  const [stored, files] = isSame ? [short, refs] : [body, []]
  database.write(`UPDATE jobs SET body = ?, body_files = ? WHERE ${where}`, stored, JSON.stringify(files), id)
}

interface SavedPart extends Omit<FileRef, 'at'> {
  readonly start: number
  readonly end: number
}

/** The files of a body whose format is known, once they are in the store, and as new there: a clean-up spares them. */
async function saveFiles(assets: ShortenOptions['assets'], body: Uint8Array): Promise<readonly SavedPart[]> {
  const parts: SavedPart[] = []
  for (const { start, end, bytes } of findEmbedded(body)) {
    const format = sniffFormat(bytes)
    if (format === null) continue
    const sha256 = await sha256Of(bytes)
    const ending =
      endings.find((one) => assets.has(sha256, one)) ?? storedEnding(format, kindOfFormat(format))
    await assets.save(bytes, ending)
    parts.push({ start, end, sha256, ending })
  }
  return parts
}

function refsOf(parts: readonly SavedPart[]): readonly FileRef[] {
  let cut = 0
  return parts.map(({ start, end, sha256, ending }) => {
    const at = start - cut
    cut += end - start
    return { at, sha256, ending }
  })
}
