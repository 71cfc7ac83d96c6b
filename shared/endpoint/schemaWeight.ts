import type { Json } from '../ports/value.ts'
import { readObject } from './readInputs.ts'
import type { SchemaNode } from './schemaNode.ts'
import { asText, branchesOf, DEEPEST_REF, followRef, isSchemaNode } from './schemaNode.ts'

/** A text counts as one value, and another for so many characters. */
const TEXT = 16

/** The values in a value, with itself. */
function extentOf(value: Json | undefined): number {
  if (typeof value === 'string') return 1 + value.length / TEXT
  if (typeof value !== 'object' || value === null) return 1
  let sum = 1
  if (isSchemaNode(value)) for (const key in value) sum += extentOf(value[key]) + key.length / TEXT
  else for (const part of value) sum += extentOf(part)
  return sum
}

/**
 * How much `resolveSchema` reads, and hands on, of a node of this document: its values, and those behind its references
 * and branches, each as often as they are met. A small document may lead to very much. Never resolves anything itself,
 * and takes time in proportion to the document.
 */
export function createWeigher(root: SchemaNode): (node: SchemaNode) => number {
  const weights = new Map<SchemaNode, (number | undefined)[]>()

  function weigh(node: SchemaNode, depth: number): number {
    if (depth > DEEPEST_REF) return 1
    const known = weights.get(node)
    const atDepth = known?.[depth]
    if (atDepth !== undefined) return atDepth
    let sum = extentOf(node)
    const ref = asText(node['$ref'])
    const target = ref === '' ? undefined : followRef(root, ref)
    if (target !== undefined) sum += weigh(target, depth + 1)
    for (const key of ['anyOf', 'oneOf', 'allOf'] as const)
      for (const branch of branchesOf(node, key)) sum += weigh(branch, depth + 1)
    const { items } = node
    if (isSchemaNode(items)) sum += weigh(items, depth + 1)
    const depths = known ?? []
    depths[depth] = sum
    weights.set(node, depths)
    return sum
  }

  return (node) => weigh(node, 0)
}

/**
 * How much is read of the input schema of an endpoint, with all its properties: see `createWeigher`. Stops above `max`.
 */
export function inputWeight(schema: SchemaNode, max: number): number {
  const { input } = schema
  const weighRoot = createWeigher(schema)
  let sum = weighRoot(schema) + (isSchemaNode(input) ? weighRoot(input) : 0)
  if (sum > max) return sum
  const { root, properties = {} } = readObject(schema)
  const weigh = createWeigher(root)
  for (const value of Object.values(properties)) {
    if (sum > max) break
    if (isSchemaNode(value)) sum += weigh(value)
  }
  return sum
}
