import type { NodeType } from '#shared/nodes/defineNode.ts'
import { engineOf } from '#shared/endpoint/endpointType.ts'
import { describeType } from '#shared/ports/compatibility.ts'
import type { Ports } from '#shared/ports/port.ts'
import type { UnitPrice } from '#shared/pricing/unitPrice.ts'
import { nameType } from '#shared/nodes/nameType.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'

export default defineCommand({
  name: 'nodes',
  group: 'workflows',
  summary: 'List the node types with their inputs and outputs',
  json: 'Print each node type as a line of JSON',
  run: nodes,
})

function nodes(
  { json }: { readonly json: boolean },
  { console, registry, prices }: CommandContext,
): ExitCode {
  const types = [...registry().values()].toSorted(
    (a, b) => a.category.localeCompare(b.category, 'en') || a.title.localeCompare(b.title, 'en'),
  )
  if (json) {
    for (const type of types) console.print(JSON.stringify(asJson(type, prices().get(type.type))))
    return EXIT.done
  }
  let category = ''
  for (const type of types) {
    if (type.category !== category) console.print(`${category === '' ? '' : '\n'}${type.category}`)
    category = type.category
    console.print(`  ${type.type}  ${nameType(type)}`)
    console.print(`    takes ${describePorts(type.inputs)}`)
    console.print(`    gives ${describePorts(type.outputs)}`)
    const price = prices().get(type.type)
    if (price !== undefined) console.print(`    costs ${describePrice(price)}`)
    for (const notice of type.notices ?? []) console.print(`    note: ${notice}`)
  }
  return EXIT.done
}

const describePorts = (ports: Ports): string =>
  Object.entries(ports)
    .map(([name, port]) => `${name} (${describeType(port.type)}${port.required ? '' : ', optional'})`)
    .join(', ') || 'nothing'

/** As the engine says it: the unit is its word. */
const describePrice = ({ price, unit, currency, atLeast, at }: UnitPrice): string =>
  `${atLeast ? 'at least ' : ''}${currency === 'USD' ? '$' : `${currency} `}${price} per ${unit.replace(/^([a-z_]+)s$/, '$1')}, on ${new Date(at).toISOString().slice(0, 10)}`

/**
 * `engine` and `model` are null for a node that works on this machine. Each port has its kind, and whether it is a list and required. `price` is what the engine has
 * said of a unit, with its time (`at`, milliseconds since 1970); null if it has not been asked, or says nothing.
 */
function asJson(type: NodeType, price: UnitPrice | undefined): unknown {
  const { type: name, title, model, category, keywords, help, where, notices } = type
  return {
    type: name,
    engine: engineOf(type),
    title,
    model: model ?? null,
    category,
    keywords,
    help,
    where,
    inputs: portsAsJson(type.inputs),
    outputs: portsAsJson(type.outputs),
    price: price ?? null,
    ...(notices && { notices }),
  }
}

const portsAsJson = (ports: Ports): unknown =>
  Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      name,
      { kind: port.type.kind, list: port.type.list, ...port },
    ]),
  )
