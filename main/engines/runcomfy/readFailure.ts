import type { FailureBody } from '../answers/failureBody.ts'
import type { FailureRules, Meaning } from '../answers/readFailure.ts'
import { createReadFailure, meaningOfHttp } from '../answers/readFailure.ts'

// The API's own codes are more precise than their HTTP status.
const meaningOfCode: Readonly<Record<number, Meaning>> = {
  400001: 'missing',
  400002: 'balance',
  400004: 'key',
  403001: 'key',
  404001: 'missing',
}

function meaningOf({ code }: FailureBody): Meaning | null {
  if (code === null) return null
  // An unknown code still begins with its HTTP status.
  return meaningOfCode[code] ?? meaningOfHttp(code < 1000 ? code : Math.floor(code / 1000))
}

export const runComfy: FailureRules = { title: 'RunComfy', meaningOf }

export const readFailure = createReadFailure(runComfy)
