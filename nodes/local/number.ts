import { defineNode } from '#shared/nodes/defineNode.ts'
import { number, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/number',
  title: 'Number',
  category: 'Values',
  keywords: ['float', 'value', 'strength'],
  help: 'A number to use in several places.',
  inputs: { number: withDefault(number('Number'), 0) },
  outputs: { number: number('Number') },
  makes: (inputs) => ({ number: inputs.number }),
})
