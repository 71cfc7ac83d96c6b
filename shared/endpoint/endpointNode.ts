import { AppError } from '../errors.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Port, Ports } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import type { WireValue } from '../services.ts'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { nameEndpoint } from '../catalogue/nameEndpoint.ts'
import { endpointType } from './endpointType.ts'
import { labelFields } from './labelFields.ts'
import { outputPorts } from './outputPorts.ts'
import { readInputs } from './readInputs.ts'
import { notesOf, readOutput } from './readOutput.ts'
import { counterOf, resultCount } from './resultCount.ts'

/** The input for the endpoint: each input that has a value, under its own name, and nothing else. */
export function wireInput(inputs: Values, ports: Readonly<Record<string, Port>>): Record<string, WireValue> {
  const wire: Record<string, WireValue> = {}
  for (const name of Object.keys(ports)) {
    const value = inputs[name]
    if (value !== undefined) wire[name] = value
  }
  return wire
}

/** How many items each list of results will have, as far as the inputs tell. */
function countsOf(ports: Ports, outputs: Endpoint['outputs']) {
  const lists = outputs.filter((name) => outputPorts[name].type.list)
  const counter = counterOf(ports)
  return (inputs: Values): Readonly<Record<string, number>> => {
    const count = resultCount(ports, inputs, counter)
    return count === null ? {} : Object.fromEntries(lists.map((name) => [name, count]))
  }
}

/** An endpoint as a node type: every property of its schema is a port with a control, its results are outputs. */
export function endpointNode(endpoint: Endpoint): NodeType {
  const { ports, notices } = readInputs(endpoint.input, endpoint.advanced)
  return {
    type: endpointType(endpoint),
    ...nameEndpoint(endpoint),
    category: endpoint.category,
    keywords: [...(endpoint.keywords ?? []), endpoint.modelId],
    help: endpoint.help ?? '',
    inputs: ports,
    outputs: Object.fromEntries(endpoint.outputs.map((name) => [name, outputPorts[name]])),
    where: 'remote',
    version: endpoint.version ?? 1,
    effect: false,
    inert: false,
    ...(notices.length > 0 && { notices }),
    counts: countsOf(ports, endpoint.outputs),
    stored: (inputs, { jobs }) => jobs.stored?.({ endpoint, input: wireInput(inputs, ports) }) ?? false,
    async run(inputs, context) {
      const { jobs, assets } = context.services
      const result = await jobs
        .run(
          {
            endpoint,
            input: wireInput(inputs, ports),
            run: context.run.id,
            node: context.node.id,
            item: context.item,
          },
          { signal: context.signal, onUpdate: (update) => context.update(update) },
        )
        .catch((thrown: unknown) => {
          // The cost counts even if nothing of the result can be used yet.
          const cost = thrown instanceof AppError ? thrown.data['cost'] : undefined
          if (typeof cost === 'number') context.spent(cost)
          throw labelFields(thrown, ports)
        })
      if (result.cost !== null) context.spent(result.cost)
      const pathOf = assets.pathOf?.bind(assets)
      const values = readOutput(endpoint, result, pathOf)
      for (const note of notesOf(values, result, pathOf)) context.note(note)
      return values
    },
  }
}
