import type { Json } from '../ports/value.ts'
import { isList } from '../ports/value.ts'

/** An object of a published schema, before it is validated. */
export type SchemaNode = { readonly [key: string]: Json }

export function isSchemaNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const asText = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '')

/** A finite number, also where a schema wrote it as a string. */
export function asNumber(value: Json | undefined): number | undefined {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined
}

export const asList = (value: Json | undefined): readonly Json[] => (isList(value) ? value : [])

/** How many references and branches are followed one after the other. */
export const DEEPEST_REF = 8

/**
 * Resolves `$ref` inside the same document, takes the only real branch of `anyOf`/`oneOf` (the rest being `null`), the
 * wider one of integer and number branches, and merges the branches of `allOf`. A reference to anywhere else, a
 * circular one, or a real choice of branches stays as it is or counts as empty: its port gets the JSON editor.
 */
export function resolveSchema(root: SchemaNode, node: SchemaNode, depth = 0): SchemaNode {
  if (depth > DEEPEST_REF) return {}
  const ref = asText(node['$ref'])
  if (ref !== '') {
    const target = followRef(root, ref)
    if (target === undefined) return {}
    const { $ref: _, ...own } = node
    return { ...resolveSchema(root, target, depth + 1), ...own }
  }
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
    const branches = branchesOf(node, key)
    if (branches.length === 0) continue
    const { [key]: _, ...own } = node
    const [only] = branches
    if (only !== undefined && branches.length === 1)
      return { ...resolveSchema(root, only, depth + 1), ...own }
    if (key === 'allOf')
      return joined([
        ...branches.slice(0, MAX_BRANCHES).map((one) => resolveSchema(root, one, depth + 1)),
        own,
      ])
    const wide = branches.every((one) => numeric.has(asText(one['type']))) ? branches.find(isWide) : undefined
    if (wide !== undefined) return { ...wide, ...own }
  }
  return node
}

const MAX_BRANCHES = 32
const numeric: ReadonlySet<string> = new Set(['integer', 'number', 'int', 'float', 'double'])
const isWide = (node: SchemaNode): boolean => !asText(node['type']).startsWith('int')

/** The branches other than `null`. */
export const branchesOf = (node: SchemaNode, key: 'anyOf' | 'oneOf' | 'allOf'): readonly SchemaNode[] =>
  asList(node[key]).filter(
    (branch): branch is SchemaNode => isSchemaNode(branch) && branch['type'] !== 'null',
  )

/** All of these apply at once: later ones refine earlier ones, and properties are merged. */
function joined(nodes: readonly SchemaNode[]): SchemaNode {
  const properties = nodes.map((node) => node['properties']).filter(isSchemaNode)
  const required = nodes.flatMap((node) => asList(node['required']))
  return {
    ...together(nodes),
    ...(properties.length > 0 && { properties: together(properties) }),
    ...(required.length > 0 && { required }),
  }
}

const together = (nodes: readonly SchemaNode[]): SchemaNode =>
  Object.fromEntries(nodes.flatMap((node) => Object.entries(node)))

/** The target of a reference inside the document. */
export function followRef(root: SchemaNode, ref: string): SchemaNode | undefined {
  return ref.startsWith('#/') ? lookUp(root, ref.slice(2).split('/')) : undefined
}

function lookUp(root: SchemaNode, steps: readonly string[]): SchemaNode | undefined {
  let at: Json | undefined = root
  for (const step of steps) {
    if (!isSchemaNode(at)) return undefined
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    at = Object.hasOwn(at, key) ? at[key] : undefined
  }
  return isSchemaNode(at) ? at : undefined
}

/** The properties of an object schema, also where it is a bare map of them, without `type` or `properties`. */
export function propertiesOf(node: SchemaNode): SchemaNode | undefined {
  const properties = node['properties']
  if (isSchemaNode(properties)) return properties
  const entries = Object.entries(node)
  const bare =
    entries.length > 0 &&
    typeof node['type'] !== 'string' &&
    entries.every(([key, value]) => !key.startsWith('$') && isSchemaNode(value))
  return bare ? node : undefined
}
