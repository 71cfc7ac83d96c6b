import { expect, test } from 'vitest'
import { root } from '../prepare/root.mjs'
import { measure } from './measure.mjs'

test.for(['app', 'shared', 'nodes'])(
  'no module of %s has mutable state, so that two editors or two tests never share it',
  (folder) => {
    expect(measure(root, folder).moduleState).toEqual([])
  },
)
