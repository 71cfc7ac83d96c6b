import { defineNode } from '#shared/nodes/defineNode.ts'
import { integer, seed, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/seed',
  title: 'Seed',
  category: 'Values',
  keywords: ['random', 'noise', 'variation'],
  help: 'One seed for several nodes, fixed or another one for each run.',
  inputs: { seed: withDefault(seed('Seed'), 0) },
  outputs: { seed: integer('Seed') },
  makes: (inputs) => ({ seed: inputs.seed }),
})
