import { findGrowth } from './pattern/findGrowth.mjs'

/** @typedef {import('./patchbay.mjs').Rule} Rule */

/**
 * The time of every regular expression must be linear in its input, because inputs may be untrusted and have megabytes.
 * A pattern that is built at run time cannot be checked.
 *
 * @type {Rule}
 */
const linearPattern = {
  create: (context) => {
    /** @param {import('./patchbay.mjs').SyntaxNode} node */
    const checkCall = (node) => {
      if (node.callee.name !== 'RegExp') return
      context.report({ node, message: 'Write the pattern out, so that it can be checked.' })
    }
    return {
      Literal(node) {
        if (node.regex === undefined || node.regex === null) return
        const message = complain(node.regex.pattern, node.regex.flags)
        if (message !== null) context.report({ node, message })
      },
      NewExpression: checkCall,
      CallExpression: checkCall,
    }
  },
}

/** @param {string} pattern @param {string} flags */
function complain(pattern, flags) {
  try {
    const growth = findGrowth(pattern, flags)
    if (growth === null) return null
    const text = JSON.stringify(growth.again)
    return `This pattern takes ${growth.how} time on a text that has ${text} again and again.`
  } catch (error) {
    return `This pattern cannot be checked: ${error instanceof Error ? error.message : String(error)}.`
  }
}

export const patternRules = { 'linear-pattern': linearPattern }
