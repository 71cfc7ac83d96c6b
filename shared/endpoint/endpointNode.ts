import type { NodeType } from '../nodes/defineNode.ts'
import type { Port } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import type { WireValue } from '../services.ts'
import type { Endpoint } from './endpoint.ts'
import { outputPorts } from './outputPorts.ts'
import { readInputs } from './readInputs.ts'
import { readOutput } from './readOutput.ts'

/** The name under which an endpoint's node type stands in files. */
export const endpointType = (modelId: string): string => `runcomfy/${modelId}`

/** What goes to the endpoint: each input that has a value, under its own name, and nothing else. */
export function wireInput(inputs: Values, ports: Readonly<Record<string, Port>>): Record<string, WireValue> {
  const wire: Record<string, WireValue> = {}
  for (const name of Object.keys(ports)) {
    const value = inputs[name]
    if (value !== undefined) wire[name] = value
  }
  return wire
}

/** An endpoint as a node type: every property of its schema is a port and a control, its results are outputs. */
export function endpointNode(endpoint: Endpoint): NodeType {
  const { ports } = readInputs(endpoint.input, endpoint.advanced)
  return {
    type: endpointType(endpoint.modelId),
    title: endpoint.title,
    category: endpoint.category,
    keywords: [...(endpoint.keywords ?? []), endpoint.modelId],
    help: endpoint.help ?? '',
    inputs: ports,
    outputs: Object.fromEntries(endpoint.outputs.map((name) => [name, outputPorts[name]])),
    where: 'remote',
    version: endpoint.version ?? 1,
    effect: false,
    inert: false,
    async run(inputs, context) {
      const result = await context.services.jobs.run(
        {
          endpoint,
          input: wireInput(inputs, ports),
          run: context.run.id,
          node: context.node.id,
          item: context.item,
        },
        { signal: context.signal, onUpdate: (update) => context.update(update) },
      )
      if (result.cost !== null) context.spent(result.cost)
      return readOutput(endpoint, result)
    },
  }
}
