import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { LedgerEntry, PracticeRequest } from './request.ts'
import { Failure } from './request.ts'

const Input = z.record(z.string(), z.unknown())

/** One line of the journal: an event of a request. Times are milliseconds since 1970. */
export const JournalLine = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('accepted'),
    at: z.number(),
    requestId: z.string(),
    modelId: z.string(),
    bodySha256: z.string(),
    bodyBytes: z.number(),
    input: Input,
    failure: Failure.optional(),
    idempotencyKey: z.string().optional(),
  }),
  z.object({
    event: z.literal('completed'),
    at: z.number(),
    requestId: z.string(),
    startedAt: z.number(),
    error: z.string().nullable(),
  }),
  z.object({
    event: z.literal('cancelled'),
    at: z.number(),
    requestId: z.string(),
    startedAt: z.number().optional(),
  }),
])
export type JournalLine = z.infer<typeof JournalLine>

/** The storage of lines. */
export interface Journal {
  /** What an earlier engine wrote. */
  readonly lines: readonly JournalLine[]
  /** Returns once the line is with the operating system: killing the engine does not lose it. */
  append(line: JournalLine): void
}

/** The journal in a folder, which is created if needed; without a folder, one in memory. */
export function openJournal(folder: string | null): Journal {
  if (folder === null) return { lines: [], append: () => {} }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'ledger.jsonl')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  // A truncated line is terminated, so that the next one is not appended to it.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n', { mode: 0o600 })
  return {
    lines: readLines(text),
    append: (line) => appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 }),
  }
}

/** The lines of a journal; truncated and foreign ones are skipped. */
export function readLines(text: string): readonly JournalLine[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    try {
      const read = JournalLine.safeParse(JSON.parse(line))
      return read.success ? [read.data] : []
    } catch {
      return []
    }
  })
}

/** The requests in the journal. One that was in progress begins again: its work is lost, its id is not. */
export function replay(lines: readonly JournalLine[]): readonly PracticeRequest[] {
  const requests = new Map<string, PracticeRequest>()
  for (const line of lines) {
    const existing = requests.get(line.requestId)
    if (line.event === 'accepted') {
      if (existing !== undefined) continue
      const { requestId, modelId, input, at, failure } = line
      const state = { phase: 'in_queue' } as const
      requests.set(requestId, {
        requestId,
        modelId,
        input,
        acceptedAt: at,
        state,
        ...(failure && { failure }),
      })
    } else if (existing !== undefined) {
      const state =
        line.event === 'cancelled'
          ? ({
              phase: 'cancelled',
              finishedAt: line.at,
              ...(line.startedAt !== undefined && { startedAt: line.startedAt }),
            } as const)
          : ({
              phase: 'completed',
              startedAt: line.startedAt,
              finishedAt: line.at,
              error: line.error,
            } as const)
      requests.set(line.requestId, { ...existing, state })
    }
  }
  return [...requests.values()]
}

/** The submits in the journal, in order. */
export const ledgerOf = (lines: readonly JournalLine[]): readonly LedgerEntry[] =>
  lines.flatMap((line) => (line.event === 'accepted' ? [ledgerEntry(line)] : []))

export function ledgerEntry(line: Extract<JournalLine, { event: 'accepted' }>): LedgerEntry {
  const { event: _event, at, failure, idempotencyKey, ...entry } = line
  return {
    ...entry,
    acceptedAt: new Date(at).toISOString(),
    ...(failure && { failure }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  }
}
