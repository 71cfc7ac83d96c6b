import type { Port } from '../ports/port.ts'
import type { SchemaNode } from './schemaNode.ts'
import { asText, branchesOf, followRef } from './schemaNode.ts'

/** Keywords of a schema that a port cannot enforce: the engine decides. */
const rules = ['pattern', 'uniqueItems', 'not', 'if', 'dependentRequired', 'contains'] as const

/** What of a property's schema could not be used for its port, as sentences. */
export function unused(
  root: SchemaNode,
  key: string,
  published: SchemaNode,
  node: SchemaNode,
  port: Port,
): readonly string[] {
  const notices: string[] = []
  const addNotice = (why: string): void => void notices.push(`property ${key} ${why}`)
  const ref = asText(published['$ref'])
  if (ref !== '' && followRef(root, ref) === undefined)
    addNotice(`refers to ${JSON.stringify(ref.slice(0, 100))}, which is not there`)
  else if (Object.keys(node).length === 0) addNotice('says nothing that can be used; it is edited as JSON')
  for (const branches of ['anyOf', 'oneOf'] as const)
    if (branchesOf(node, branches).length > 1) addNotice('may be one of several things; it is edited as JSON')
  for (const rule of rules)
    if (node[rule] !== undefined) addNotice(`has a rule (${rule}) that only the engine checks`)
  const isSample =
    port.required || asText(node['default']) === '' ? typeof node['default'] === 'string' : false
  const given = node['default']
  if (
    given !== undefined &&
    given !== null &&
    port.default === undefined &&
    !isSample &&
    mayHaveDefault(port)
  )
    addNotice(`has a default that does not fit it: ${JSON.stringify(given).slice(0, 60)}`)
  return notices
}

/** For pictures the default is only a sample, and for lists an empty one is no default. */
const mayHaveDefault = ({ type }: Port): boolean =>
  !type.list && ['number', 'integer', 'boolean', 'text'].includes(type.kind)
