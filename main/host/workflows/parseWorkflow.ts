import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { AppError } from '#shared/errors.ts'
import type { Problem } from '#shared/problems/problem.ts'
import { formatProblem, toProblemData } from '#shared/problems/problem.ts'
import type { LiteralProblem } from '#shared/run/literals.ts'

/** Parses a workflow. Throws `workflow.invalid` with `data.problems`, or `workflow.newer`. */
export function parseWorkflow(text: string): Workflow {
  const read = readWorkflow(text)
  if (!read.ok) throw invalid('This is not a workflow', read.problems)
  const [newer] = read.readOnly ? read.notices : []
  if (newer !== undefined) throw new AppError('workflow.newer', formatProblem(newer))
  return read.workflow
}

/** The same for missing pictures; `data.causes` has the code of each underlying error. */
export const withoutPictures = (unreadable: readonly LiteralProblem[]): AppError =>
  invalid(
    'The workflow cannot run',
    unreadable.map(({ problem }) => problem),
    { causes: unreadable.map(({ error }) => error.code) },
  )

/** `workflow.invalid`: the first problem as the message, all of them as data. */
export function invalid(what: string, problems: readonly Problem[], more: AppError['data'] = {}): AppError {
  const [first] = problems
  const others = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return new AppError(
    'workflow.invalid',
    `${what}: ${first === undefined ? '' : formatProblem(first)}${others}`,
    {
      data: { problems: problems.map(toProblemData), ...more },
    },
  )
}
