import type { Problem } from '#shared/problem.ts'
import { formatProblem } from '#shared/problem.ts'
import type { Console } from './console.ts'

/** Each problem on a line of its own: the place in the file, what is wrong, the node and the port. */
export function tellProblems(file: string, problems: readonly Problem[], console: Console): void {
  for (const problem of problems) console.say(`${file}: ${formatProblem(problem)}${whose(problem)}`)
}

function whose({ node, port }: Problem): string {
  if (node === undefined) return ''
  return port === undefined ? ` (node ${node})` : ` (node ${node}, port ${port})`
}
