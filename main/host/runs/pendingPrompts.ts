import type { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import type { runRequests } from '#shared/api/runRequests.ts'
import { checkLiteral } from '#shared/ports/check.ts'
import type { Value } from '#shared/ports/value.ts'
import type { ItemPath, NodePath } from '#shared/run/address.ts'
import type { UserPrompts, Question } from '#shared/services.ts'
import type { Answers } from '../../library/answers.ts'

/** The prompts of runs and their answers. An answer is on the disk before the run continues with it. */
export interface PendingPrompts extends UserPrompts {
  /** Rejects with `input.invalid` if there is no prompt, or the value is invalid for that input. */
  answer(given: z.output<(typeof runRequests)['run.answer']['input']>): Record<string, never>
}

interface Open {
  readonly question: Question
  resolve(value: Value): void
}

export function createPendingPrompts({
  answers,
  now,
}: {
  readonly answers: Answers
  readonly now: () => number
}): PendingPrompts {
  const open = new Map<string, Open>()
  const keyOf = (run: string, node: NodePath, item: ItemPath): string => JSON.stringify([run, node, item])

  return {
    async prompt(question, signal) {
      // Asked and answered before this run was interrupted.
      const answered = answers.find(question)
      if (answered !== undefined) return answered
      const key = keyOf(question.run, question.node, question.item)
      const { promise, resolve, reject } = Promise.withResolvers<Value>()
      const stop = (): void => {
        open.delete(key)
        reject(signal.reason)
      }
      signal.throwIfAborted()
      signal.addEventListener('abort', stop, { once: true })
      open.set(key, { question, resolve })
      return promise
    },
    answer({ run, node, item, value }) {
      const key = keyOf(run, node, item)
      const pending = open.get(key)
      if (pending === undefined)
        throw new AppError(
          'input.invalid',
          'Nothing is asked there any more: the run has gone on, or is over.',
        )
      const { question } = pending
      const [fault] = checkLiteral(question.port, value)
      if (fault !== undefined) throw new AppError('input.invalid', `${question.port.label}: ${fault.message}`)
      answers.save(question, value, now())
      open.delete(key)
      pending.resolve(value)
      return {}
    },
  }
}
