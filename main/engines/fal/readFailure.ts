import type { FailureBody } from '../answers/failureBody.ts'
import type { FailureRules, Meaning } from '../answers/readFailure.ts'
import { createReadFailure } from '../answers/readFailure.ts'

/** fal locks an account without balance, and answers 403 then: "User is locked. Reason: Exhausted balance." */
const meaningOf = ({ message }: FailureBody, status: number): Meaning | null =>
  status === 403 && /\b(balance|billing|top_up)\b/i.test(message) ? 'balance' : null

export const fal: FailureRules = { title: 'fal', meaningOf }

export const readFailure = createReadFailure(fal)
