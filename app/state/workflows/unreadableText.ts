import type { Problem } from '#shared/problems/problem.ts'
import { formatPath } from '#shared/problems/problem.ts'

/** Why a file is not a workflow: the first problem with its position, and how many more there are. */
export function unreadableText(name: string, problems: readonly Problem[]): string {
  const [first, ...others] = problems
  if (first === undefined) return `${name} cannot be opened: it is not a workflow.`
  const more =
    others.length === 0
      ? ''
      : ` ${others.length} more ${others.length === 1 ? 'thing is' : 'things are'} wrong.`
  const path = formatPath(first.path)
  if (path === '') return `${name} cannot be opened: ${first.message}.${more}`
  const node = first.node === undefined ? '' : `, in the node ${first.node}`
  return `${name} cannot be opened: ${path} ${first.message}${node}.${more}`
}
