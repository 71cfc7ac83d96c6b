import { defineNode } from '#shared/nodes/defineNode.ts'
import { integer, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/integer',
  title: 'Integer',
  category: 'Values',
  keywords: ['whole number', 'integer', 'int', 'value', 'steps', 'count'],
  help: 'A whole number to use in several places.',
  inputs: { integer: withDefault(integer('Integer'), 0) },
  outputs: { integer: integer('Integer') },
  makes: (inputs) => ({ integer: inputs.integer }),
})
