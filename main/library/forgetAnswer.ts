import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { readTexts } from '#shared/endpoint/outputValues.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Job } from '../jobs/job.ts'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'

const Row = z.object({ key: z.string(), outputs: z.string() })

/**
 * Removes a job's outputs from the cached results, so that they are not reused: every result with one of its files
 * among its outputs or, for an answer without files, the answer itself. Files and the records of runs stay. If more is
 * removed than was meant, it is made again from the library.
 */
export function forgetAnswer(database: Database, { phase }: Job): void {
  if (phase.state !== 'downloaded') return
  const { media, output } = phase
  const hashes = new Set(media.map(([, { sha256 }]) => sha256))
  const texts = readTexts(output) ?? []
  const isAnswer = (value: unknown): boolean =>
    hashes.size > 0
      ? isMedia(value)
        ? hashes.has(value.sha256)
        : Array.isArray(value) && value.some(isAnswer)
      : isDeepStrictEqual(value, output) || isDeepStrictEqual(value, [...texts]) || isText(value, texts)
  database.transact(() => {
    for (const row of database.read('SELECT key, outputs FROM results')) {
      const { key, outputs } = Row.parse(row)
      const values = Object.values(parseStoredJson(outputs, `the result ${key}`) ?? {})
      if (values.some(isAnswer)) database.write('DELETE FROM results WHERE key = ?', key)
    }
  })
}

const isText = (value: unknown, texts: readonly string[]): boolean =>
  typeof value === 'string' && texts.length > 0 && value === texts.join('\n')
