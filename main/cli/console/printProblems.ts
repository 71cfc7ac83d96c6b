import type { Problem } from '#shared/problems/problem.ts'
import { formatProblem } from '#shared/problems/problem.ts'
import type { Console } from './console.ts'

/** Each problem on a line of its own: the file, the node and port, the path in the file, what is wrong. */
export function printProblems(file: string, problems: readonly Problem[], console: Console): void {
  for (const problem of problems) console.info(`${file}${whose(problem)}: ${formatProblem(problem)}`)
}

function whose({ node, port }: Problem): string {
  if (node === undefined) return ''
  return port === undefined ? ` (node ${node})` : ` (node ${node}, port ${port})`
}
