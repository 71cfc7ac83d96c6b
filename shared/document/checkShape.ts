import { z } from 'zod'
import type { Path } from '../problems/problem.ts'
import { describeIssue } from './describeIssue.ts'
import type { FileObject } from './migrations.ts'
import { createProblemList, type ProblemList } from './problemList.ts'
import { Block, CAPS, Edge, Group, Node, Workflow } from './workflow.ts'
import { parseAs } from '../problems/parseAs.ts'

// Nodes, edges and groups are checked one by one: that avoids a second workflow in memory, and a long list of issues
// for a hundred thousand invalid ones.
const items = z.array(z.unknown())
const blocks = z.record(z.string(), z.unknown())
const Root = Workflow.extend({
  nodes: items,
  edges: items,
  groups: items.optional(),
  blocks: blocks.optional(),
})
const BlockRoot = Block.extend({ nodes: items, edges: items })
const NewerRoot = Root.extend({ version: z.number() })

/** Why a file of the current version is not a workflow. */
export function checkShape(file: FileObject): ProblemList {
  const problems = createProblemList(file)
  const check = (schema: z.ZodObject, value: unknown, path: Path): void => {
    for (const issue of issuesOf(schema, value))
      problems.add('shape', () => [...path, ...keysOf(issue)], describeIssue(issue))
  }
  check(Root, file, [])
  listAt(file, 'nodes').forEach((node, index) => check(Node, node, ['nodes', index]))
  listAt(file, 'edges').forEach((edge, index) => check(Edge, edge, ['edges', index]))
  listAt(file, 'groups').forEach((group, index) => check(Group, group, ['groups', index]))
  for (const [key, block] of blocksAt(file)) {
    const path = ['blocks', key]
    check(BlockRoot, block, path)
    if (!isFileObject(block)) continue
    listAt(block, 'nodes').forEach((node, index) => check(Node, node, [...path, 'nodes', index]))
    listAt(block, 'edges').forEach((edge, index) => check(Edge, edge, [...path, 'edges', index]))
  }
  return problems
}

/** The readable part of a file of a newer version, and why it cannot be shown. */
export interface Understood {
  readonly file: FileObject
  readonly problems: ProblemList
}

/**
 * Reads a file of a newer version as far as this version understands it. An optional field with unknown contents is
 * left out of the copy and named in `notices`, and so is a group; only what all nodes and edges must have is a problem.
 */
export function understand(file: FileObject, notices: ProblemList): Understood {
  const problems = createProblemList(file)
  const leaveOut = (path: Path): void => notices.add('newer', path, 'is not understood here and left out')
  const fit = (schema: z.ZodObject, value: unknown, path: Path): unknown => {
    const left = new Set<string>()
    for (const issue of issuesOf(schema, value)) {
      const key = String(issue.path[0])
      if (schema.shape[key] instanceof z.ZodOptional) left.add(key)
      else problems.add('shape', () => [...path, ...keysOf(issue)], describeIssue(issue))
    }
    for (const key of left) leaveOut([...path, key])
    return left.size > 0 && isFileObject(value) ? omit(value, left) : value
  }
  const root = fit(NewerRoot, file, []) as FileObject // the file or a copy of it
  const nodes = listAt(file, 'nodes').map((node, index) => fit(Node, node, ['nodes', index]))
  const edges = listAt(file, 'edges').map((edge, index) => fit(Edge, edge, ['edges', index]))
  const groups = listAt(file, 'groups').filter((group, index) => {
    const fits = issuesOf(Group, group).length === 0
    if (!fits) leaveOut(['groups', index])
    return fits
  })
  const known = blocksAt(file).filter(([key, block]) => {
    const fits = issuesOf(Block, block).length === 0
    if (!fits) leaveOut(['blocks', key])
    return fits
  })
  const some = {
    ...('groups' in root && { groups }),
    ...('blocks' in root && { blocks: Object.fromEntries(known) }),
  }
  return { file: { ...root, nodes, edges, ...some }, problems }
}

/** Which lists are longer than allowed. For any version: runs before all other work on a file. */
export function checkCounts(file: FileObject): ProblemList {
  const problems = createProblemList(file)
  for (const key of ['nodes', 'edges'] as const) {
    const { length } = listAt(file, key)
    if (length > CAPS[key])
      problems.add('cap', [key], `there are ${length}, and a workflow may have ${CAPS[key]}`)
  }
  return problems
}

export const isFileObject = (value: unknown): value is FileObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function listAt(file: FileObject, key: string): readonly unknown[] {
  const list: unknown = file[key]
  return Array.isArray(list) ? list : []
}

function blocksAt(file: FileObject): readonly (readonly [string, unknown])[] {
  const table: unknown = file['blocks']
  return isFileObject(table) ? Object.entries(table) : []
}

function issuesOf(schema: z.ZodObject, value: unknown): readonly z.core.$ZodIssue[] {
  if (parseAs(schema, value).success) return []
  // Only invalid values get a description, which depends on what they are.
  return parseAs(schema, value, { reportInput: true }).error?.issues ?? []
}

const keysOf = (issue: z.core.$ZodIssue): Path =>
  issue.path.map((key) => (typeof key === 'number' ? key : String(key)))

const omit = (object: FileObject, keys: ReadonlySet<string>): FileObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)))
