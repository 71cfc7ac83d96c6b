import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { logNumber } from './log.ts'

/** The required fields of a log line. */
export const LogLine = z.looseObject({
  at: z.string().max(40),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  event: z.string().max(100),
  data: z.record(z.string(), z.unknown()).optional(),
})
export type LogLine = z.infer<typeof LogLine>

/** The last lines of a log unchanged, oldest first; none if there is no log. Rejects as reading does. */
export async function readLog(folder: string, maxLines: number): Promise<readonly string[]> {
  const files = await readdir(folder).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return []
    throw thrown
  })
  const newest = files
    .flatMap((file) => logNumber(file) ?? [])
    .toSorted((a, b) => b - a)
    .map((number) => files.find((file) => logNumber(file) === number) ?? '')
  const lines: string[] = []
  for (const file of newest) {
    if (lines.length >= maxLines) break
    const text = await readFile(join(folder, file), 'utf8')
    lines.unshift(...text.split('\n').filter((line) => line !== ''))
  }
  return lines.slice(-maxLines)
}

/** A parsed line; null if it is invalid, for example truncated by a kill. */
export function parseLogLine(line: string): LogLine | null {
  try {
    return LogLine.parse(JSON.parse(line))
  } catch {
    return null
  }
}
