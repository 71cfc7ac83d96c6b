import { z } from 'zod'
import { AppError, ErrorCode } from '#shared/errors.ts'
import type { Problem } from '#shared/problems/problem.ts'
import type { Console } from './console.ts'
import type { ExitCode } from './exitCode.ts'
import { exitCodeFor } from './exitCode.ts'
import { printProblems } from './printProblems.ts'

/** A host's refusal of a run: its problems come from its own planner, so only the outer shape is checked. */
const Refused = z.object({
  problems: z.array(z.custom<Problem>((value) => typeof value === 'object' && value !== null)),
  causes: z.array(ErrorCode).optional(),
})

/** Prints the problems of a run that a host has refused, and returns the exit code. Throws any other error. */
export function printRefusal(called: string, thrown: unknown, console: Console): ExitCode {
  const refused =
    thrown instanceof AppError && thrown.code === 'workflow.invalid' ? Refused.safeParse(thrown.data) : null
  if (refused?.success !== true) throw thrown
  const { problems, causes = ['workflow.invalid'] } = refused.data
  printProblems(called, problems, console)
  return exitCodeFor(causes.map((code) => new AppError(code, '')))
}
