// The rule against swallowed errors.

/**
 * @typedef {import('./patchbay.mjs').SyntaxNode} SyntaxNode
 * @typedef {import('./patchbay.mjs').Rule} Rule
 */

const message =
  'Log what is caught, or throw again what was not expected: a comment alone reports it to nobody.'

/** An inline function with an empty body. @param {SyntaxNode | undefined} node @returns {boolean} */
const doesNothing = (node) =>
  (node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression') &&
  (isEmpty(node.body) || isUndefined(node.body))

/** @param {SyntaxNode} node */
const isUndefined = (node) => node.type === 'Identifier' && node.name === 'undefined'

/** @param {SyntaxNode} node */
const isEmpty = (node) => node.type === 'BlockStatement' && Array.isArray(node.body) && node.body.length === 0

/** `catch {}`, `.catch(() => {})` and `.then(…, () => {})`, with or without a comment inside. @type {Rule} */
export const emptyCatchRule = {
  create: (context) => ({
    CatchClause(node) {
      if (isEmpty(node.body)) context.report({ node, message })
    },
    CallExpression(node) {
      const { callee, arguments: words } = node
      if (callee.type !== 'MemberExpression') return
      const handler =
        callee.property.name === 'catch' ? words[0] : callee.property.name === 'then' ? words[1] : undefined
      if (doesNothing(handler)) context.report({ node, message })
    },
  }),
}
