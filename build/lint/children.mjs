// The rule for code that starts another program.

/**
 * @typedef {import('./patchbay.mjs').SyntaxNode} SyntaxNode
 * @typedef {import('./patchbay.mjs').Rule} Rule
 */

const starters = /^(spawn|spawnSync|fork|exec|execSync|execFile|execFileSync)$/
/** The functions that decide which environment a child gets. */
const makers = /^(childEnvironment|programEnvironment)$/

/** @param {SyntaxNode | undefined} value @returns {boolean} */
const isMade = (value) => {
  if (value === undefined) return false
  if (value.type === 'ConditionalExpression') return isMade(value.consequent) && isMade(value.alternate)
  return value.type === 'CallExpression' && makers.test(value.callee.name)
}

/** @param {SyntaxNode | undefined} options */
const hasMadeEnvironment = (options) =>
  options?.type === 'ObjectExpression' &&
  options.properties.some(
    ({ key, value }) => key?.name === 'env' && isMade(/** @type {SyntaxNode} */ (value)),
  )

/** By default, a child gets the whole environment, including the keys. @type {Rule} */
export const childEnvironmentRule = {
  create(context) {
    /** @type {Set<string>} */
    const imported = new Set()
    const message = 'A child process is given its environment: env: childEnvironment(…).'
    return {
      ImportDeclaration(node) {
        if (!/^(node:)?child_process$/.test(String(node.source.value))) return
        for (const { type, imported: name, local } of node.specifiers) {
          if (type !== 'ImportSpecifier') context.report({ node, message: 'Name what is imported.' })
          else if (starters.test(name.name)) imported.add(local.name)
        }
      },
      CallExpression(node) {
        const { callee } = node
        const starts =
          callee.type === 'MemberExpression'
            ? callee.object.name === 'utilityProcess' && callee.property.name === 'fork'
            : imported.has(callee.name)
        if (starts && !node.arguments.some(hasMadeEnvironment)) context.report({ node, message })
      },
    }
  },
}
