// The layers and what each may import: shared ← nodes ← app, shared ← nodes ← main. See direction/layers.mjs.

import { checkDirection } from './direction/checkDirection.mjs'
import { root } from './prepare/root.mjs'

const { files, violations } = checkDirection(root)
for (const { path, line, specifier, why } of violations) {
  process.stdout.write(`${path}:${line}  ${specifier}  ${why}\n`)
}
process.stdout.write(violations.length === 0 ? `${files} files, every import in order\n` : '')
process.exitCode = violations.length === 0 ? 0 : 1
