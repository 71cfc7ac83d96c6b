import type { z } from 'zod'

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

/** A schema's issue in our words: `must be a number`. Requires issues that report their input. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return 'is missing'
  if (issue.code === 'invalid_type') return `must be ${kinds[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
  if (issue.code === 'invalid_format') return 'is a name that no file may use'
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'must not be empty' : `must be above ${issue.minimum}`
  if (issue.code === 'too_big') return `must have at most ${issue.maximum} characters`
  return issue.message
}
