import { z } from 'zod'

const LogLine = z.object({
  at: z.string(),
  level: z.string(),
  event: z.string(),
  data: z.record(z.string(), z.json()).optional(),
})

/**
 * A line of the log for reading: `07:59:47.126 info run.finished state=done`, in UTC. Any other line is returned as it
 * is.
 */
export function readableLine(line: string): string {
  const read = LogLine.safeParse(parse(line))
  if (!read.success) return line
  const { at, level, event, data = {} } = read.data
  const facts = Object.entries(data).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return `${at.slice(11, 23)} ${level} ${event}${facts.join('')}`
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // A truncated line is shown as it is.
    return null
  }
}
