import type { IncomingHttpHeaders } from 'node:http'

type Check = (text: string) => string | null

/** Why the headers of a submit are refused, if so. Headers that the queue does not know are ignored. */
export function checkSubmitHeaders(headers: IncomingHttpHeaders): string | null {
  for (const [name, check] of checks) {
    const given = headers[name]
    const why = typeof given === 'string' ? check(given) : null
    if (why !== null) return `${name} ${why}`
  }
  return null
}

const oneOf =
  (...words: readonly string[]): Check =>
  (text) =>
    words.includes(text) ? null : `must be ${words.join(' or ')}`

const checks: ReadonlyMap<string, Check> = new Map([
  ['x-fal-request-timeout', seconds],
  ['x-fal-queue-priority', oneOf('normal', 'low')],
  ['x-fal-no-retry', oneOf('1', 'true', 'yes')],
  ['x-fal-tags', tags],
])

function seconds(text: string): string | null {
  return /^\d{1,6}(\.\d{1,3})?$/.test(text) && Number(text) > 0 ? null : 'must be a number of seconds'
}

const MAX_TAGS = 10

function tags(text: string): string | null {
  const given = text.split(',').map((tag) => tag.trim())
  if (given.length > MAX_TAGS) return `must have at most ${MAX_TAGS} tags, has ${given.length}`
  return given.every((tag) => /^[^\s=]{1,64}=[^\s=]{1,256}$/.test(tag)) ? null : 'must hold key=value'
}
