import { defineNode } from '#shared/nodes/defineNode.ts'
import { boolean, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/boolean',
  title: 'Switch',
  category: 'Values',
  keywords: ['boolean', 'yes', 'no', 'true', 'false', 'toggle'],
  help: 'A yes or no to use in several places.',
  inputs: { boolean: withDefault(boolean('On'), false) },
  outputs: { boolean: boolean('On') },
  makes: (inputs) => ({ boolean: inputs.boolean }),
})
