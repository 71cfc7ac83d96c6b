import { defineNode } from '#shared/nodes/defineNode.ts'
import { integer, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/integer',
  title: 'Whole number',
  category: 'Values',
  keywords: ['integer', 'int', 'value', 'steps', 'count'],
  help: 'A whole number to use in several places.',
  inputs: { integer: withDefault(integer('Whole number'), 0) },
  outputs: { integer: integer('Whole number') },
  makes: (inputs) => ({ integer: inputs.integer }),
})
