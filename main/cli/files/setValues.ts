import { checkValue } from '#shared/document/checkJson.ts'
import type { Edge, Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Port } from '#shared/ports/port.ts'
import type { Json } from '#shared/ports/value.ts'
import { isMediaKind } from '#shared/ports/value.ts'
import { formatProblem } from '#shared/problems/problem.ts'
import { UsageError } from '../command/usageError.ts'

/** Files that the user named. `readText` rejects with `file.unreadable`. */
export interface NamedFiles {
  absolute(path: string): string
  readText(path: string): Promise<string>
}

/** A workflow with changed values, and the pictures that the user named, by absolute path. */
export interface SetResult {
  readonly workflow: Workflow
  readonly pictures: readonly string[]
}

/**
 * Applies `--set` in order: `node.port=json`, or `node.port=@path`. A text needs no quotes. The value replaces a cable.
 * Rejects with a `UsageError` that names the argument.
 */
export async function setValues(
  workflow: Workflow,
  registry: Registry,
  sets: readonly string[],
  files: NamedFiles,
): Promise<SetResult> {
  let { nodes, edges } = workflow
  const pictures: string[] = []
  for (const set of sets) {
    const { index, port: name, raw } = readTarget(set, workflow)
    const node = nodes[index]
    if (node === undefined) continue
    const port = portOf(set, registry, node.type, name)
    const value = await readValue(set, raw, port, files, pictures)
    nodes = nodes.with(index, { ...node, values: { ...node.values, [name]: value } })
    edges = edges.filter((edge: Edge) => edge.to.node !== node.id || edge.to.port !== name)
  }
  return { workflow: sets.length === 0 ? workflow : { ...workflow, nodes, edges }, pictures }
}

/** Ids and port names may contain dots: the longest matching node id wins. */
function readTarget(set: string, workflow: Workflow): { index: number; port: string; raw: string } {
  const equals = set.indexOf('=')
  const target = set.slice(0, equals)
  if (equals < 0 || !target.includes('.'))
    throw new UsageError(`--set must be node.port=json or node.port=@path, not ${JSON.stringify(set)}`)
  for (let dot = target.lastIndexOf('.'); dot > 0; dot = target.lastIndexOf('.', dot - 1)) {
    const index = workflow.nodes.findIndex((node) => node.id === target.slice(0, dot))
    if (index >= 0) return { index, port: target.slice(dot + 1), raw: set.slice(equals + 1) }
  }
  const names = workflow.nodes.slice(0, 20).map((node) => node.id)
  throw new UsageError(`--set ${target}: no such node. Nodes: ${names.join(', ') || 'none'}`)
}

function portOf(set: string, registry: Registry, type: string, name: string): Port {
  const inputs = registry.get(type)?.inputs ?? {}
  const port = Object.hasOwn(inputs, name) ? inputs[name] : undefined
  if (port !== undefined) return port
  const names = Object.keys(inputs).join(', ') || 'none'
  throw new UsageError(
    `--set ${set.split('=', 1)[0]}: ${type} has no input ${JSON.stringify(name)}. Inputs: ${names}`,
  )
}

async function readValue(
  set: string,
  raw: string,
  port: Port,
  files: NamedFiles,
  pictures: string[],
): Promise<Json> {
  const { kind, list } = port.type
  if (raw.startsWith('@')) {
    const path = files.absolute(raw.slice(1))
    if (isMediaKind(kind)) {
      pictures.push(path)
      return list ? [{ file: path }] : { file: path }
    }
    const text = await files.readText(path)
    return kind === 'text' && !list ? text : parse(set, text)
  }
  if (kind !== 'text' || list) return parse(set, raw)
  const quoted = raw.startsWith('"') ? tryParse(raw) : undefined
  return typeof quoted === 'string' ? quoted : raw
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function parse(set: string, text: string): Json {
  const value = tryParse(text)
  const [problem] = value === undefined ? [] : checkValue(value)
  if (problem !== undefined) throw new UsageError(`--set ${set.split('=', 1)[0]}: ${formatProblem(problem)}`)
  if (value !== undefined) return value
  throw new UsageError(`--set ${set.split('=', 1)[0]}: the value is not valid JSON`)
}
