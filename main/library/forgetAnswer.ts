import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { readTexts } from '#shared/endpoint/outputValues.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Job } from '../jobs/job.ts'
import type { Database } from './database.ts'
import { parseStoredJson } from './storedJson.ts'

const Row = z.object({ key: z.string(), outputs: z.string() })

/**
 * Takes out of the results what was made of a job's answer, so that it is not found again: whatever has one of its files among
 * its outputs, or, of an answer without files, is the answer itself. Files stay, and so does what runs have written down.
 * Where more is taken out than was meant, it is made again from what is in the library.
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
