import type { Endpoint } from '../catalogue/endpoint.ts'
import { publishedType } from '../catalogue/publishedType.ts'
import { readEndpoint } from '../catalogue/readEndpoint.ts'
import { endpointNode } from '../endpoint/endpointNode.ts'
import { endpointType, readEndpointType } from '../endpoint/endpointType.ts'
import { readInputs, readObject } from '../endpoint/readInputs.ts'
import { checkLiteral } from '../ports/check.ts'
import { isMediaKind } from '../ports/value.ts'

/** What must hold for an endpoint, whichever engine has it: null, or what is wrong. */
type Rule = (endpoint: Endpoint) => string | null

const found = (what: string, names: readonly string[]): string | null =>
  names.length === 0 ? null : `${what}: ${names.join(', ')}`

const portsOf = (endpoint: Endpoint) => Object.entries(readInputs(endpoint.input, endpoint.advanced).ports)

/** The rules for every endpoint, also one that an engine publishes. */
const rules: readonly Rule[] = [
  (endpoint) => {
    const read = readEndpoint(endpoint)
    return read.ok ? null : `it is refused in a catalogue and in a file: ${read.why}`
  },
  (endpoint) => {
    const { engine, modelId } = readEndpointType(endpointType(endpoint)) ?? {}
    return engine === endpoint.engine && modelId === endpoint.modelId
      ? null
      : 'its node type is of another one'
  },
  (endpoint) => {
    const { outputs } = endpointNode(endpoint)
    return Object.keys(outputs).join() === endpoint.outputs.join() ? null : 'an output is named twice'
  },
  (endpoint) => {
    const { make: _, published: __, ...summary } = publishedType({ sha256: '', endpoint })
    const { type, title, model, category, keywords, help, where } = endpointNode(endpoint)
    const made = { type, title, ...(model !== undefined && { model }), category, keywords, help, where }
    return JSON.stringify(made) === JSON.stringify(summary)
      ? null
      : 'a search shows other words than its card'
  },
  (endpoint) =>
    found(
      'a default that its own port does not take',
      portsOf(endpoint).flatMap(([name, port]) =>
        port.default !== undefined && checkLiteral(port, port.default).length > 0 ? [name] : [],
      ),
    ),
  (endpoint) =>
    found(
      'required although it has a default',
      portsOf(endpoint).flatMap(([name, { required, default: value }]) =>
        required && value !== undefined ? [name] : [],
      ),
    ),
  (endpoint) =>
    found(
      'a sample picture that would be sent, and paid for, because nobody chose one',
      portsOf(endpoint).flatMap(([name, { type, default: value }]) =>
        isMediaKind(type.kind) && value !== undefined ? [name] : [],
      ),
    ),
  (endpoint) =>
    found(
      'a seed without the control of one',
      portsOf(endpoint).flatMap(([name, { type, control }]) =>
        name === 'seed' && type.kind === 'integer' && !type.list && control.kind !== 'seed' ? [name] : [],
      ),
    ),
  (endpoint) =>
    found(
      'folded away although a decision is needed',
      portsOf(endpoint).flatMap(([name, { advanced, required }]) => (advanced && required ? [name] : [])),
    ),
  (endpoint) =>
    found(
      'without a label',
      portsOf(endpoint).flatMap(([name, { label }]) => (label.trim() === '' ? [name] : [])),
    ),
]

/** The rules for an endpoint that comes with the product: somebody has looked at it. */
const rulesOfBundled: readonly Rule[] = [
  (endpoint) => {
    const { properties = {} } = readObject(endpoint.input)
    const ports = new Set(portsOf(endpoint).map(([name]) => name))
    return found(
      'a property that is no port',
      Object.keys(properties).filter((name) => !ports.has(name)),
    )
  },
  (endpoint) => found('a part of the schema that is not understood', readInputs(endpoint.input).notices),
  (endpoint) => {
    const folded = new Map(portsOf(endpoint).map(([name, { advanced }]) => [name, advanced]))
    return found(
      'folds an input that it does not have, or that needs a decision',
      (endpoint.advanced ?? []).filter((name) => folded.get(name) !== true),
    )
  },
  (endpoint) =>
    found(
      'required although nobody has to decide it: a number or a choice can have a default',
      portsOf(endpoint).flatMap(([name, { required, type }]) =>
        required && !(type.kind === 'text' && type.choices === undefined) && !isMediaKind(type.kind)
          ? [name]
          : [],
      ),
    ),
  (endpoint) =>
    found(
      'an input that only JSON can describe',
      portsOf(endpoint).flatMap(([name, { control }]) => (control.kind === 'json' ? [name] : [])),
    ),
  (endpoint) =>
    found(
      'an input without a description',
      portsOf(endpoint).flatMap(([name, { help }]) => (help === '' ? [name] : [])),
    ),
]

const broken = (endpoint: Endpoint, of: readonly Rule[]): readonly string[] =>
  of.flatMap((rule) => rule(endpoint) ?? [])

/** Which rules for any endpoint this one breaks, as sentences. */
export const brokenRules = (endpoint: Endpoint): readonly string[] => broken(endpoint, rules)

/** The same for one that comes with the product, which has to obey more of them. */
export const brokenRulesOfBundled = (endpoint: Endpoint): readonly string[] =>
  broken(endpoint, [...rules, ...rulesOfBundled])
