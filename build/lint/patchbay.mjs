// The project's own lint rules, for what CONTRIBUTING.md asks and no published rule checks.

import { childEnvironmentRule } from './children.mjs'
import { emptyCatchRule } from './emptyCatch.mjs'
import { patternRules } from './linearPattern.mjs'
import { rawButtonRule } from './rawButton.mjs'
import { shellRules } from './shell.mjs'

/**
 * @typedef {object} SyntaxNode The fields that the rules read, each present on the kinds of node that need it.
 * @property {string} type
 * @property {string} name
 * @property {SyntaxNode} body
 * @property {SyntaxNode} callee
 * @property {SyntaxNode} expression
 * @property {readonly SyntaxNode[]} arguments
 * @property {SyntaxNode} key
 * @property {unknown} value
 * @property {SyntaxNode} left
 * @property {SyntaxNode} right
 * @property {SyntaxNode} object
 * @property {SyntaxNode} property
 * @property {SyntaxNode} source
 * @property {{ pattern: string, flags: string } | null | undefined} regex
 * @property {SyntaxNode} [test]
 * @property {SyntaxNode} local
 * @property {SyntaxNode} imported
 * @property {readonly SyntaxNode[]} specifiers
 * @property {readonly SyntaxNode[]} properties
 * @property {SyntaxNode} consequent
 * @property {SyntaxNode} alternate
 *
 * @typedef {{ readonly filename: string, report(problem: { node: SyntaxNode, message: string }): void }} RuleContext
 * @typedef {{ create(context: RuleContext): Record<string, (node: SyntaxNode) => void> }} Rule
 */

/** `new Date()` reads the clock; `new Date(number)` does not. @type {Rule} */
const noAmbientDate = {
  create: (context) => {
    /** @param {SyntaxNode} node */
    const check = (node) => {
      if (node.callee.name !== 'Date') return
      // Called without `new`, Date ignores its arguments and returns the time.
      if (node.type === 'NewExpression' && node.arguments.length > 0) return
      context.report({ node, message: 'The clock is lent by the host: take the time from it.' })
    }
    return { NewExpression: check, CallExpression: check }
  },
}

/** `value as unknown as Type` can claim any type. @type {Rule} */
const noDoubleCast = {
  create: (context) => ({
    TSAsExpression(node) {
      if (node.expression.type !== 'TSAsExpression') return
      context.report({
        node,
        message: 'A cast through another type proves nothing: check the value instead.',
      })
    },
  }),
}

/** `export * from` hides where a name comes from. @type {Rule} */
const noExportAll = {
  create: (context) => ({
    ExportAllDeclaration(node) {
      context.report({ node, message: 'Name what is exported.' })
    },
  }),
}

/** Enter also ends the composition of an input method, and must do nothing else then. @type {Rule} */
const noBareEnter = {
  create: (context) => {
    /** @param {SyntaxNode} node */
    const check = (node) => {
      if (![node.left, node.right].some((side) => side.type === 'Literal' && side.value === 'Enter')) return
      if (![node.left, node.right].some((side) => isKeyOfEvent(side))) return
      context.report({ node, message: 'Ask isEnter(event): Enter may belong to an input method.' })
    }
    return {
      BinaryExpression: check,
      SwitchCase(node) {
        const { test } = node
        if (test?.type === 'Literal' && test.value === 'Enter')
          context.report({ node, message: 'Ask isEnter(event): Enter may belong to an input method.' })
      },
    }
  },
}

/** `event.key` or `event.code`, whatever the name of the event. @param {SyntaxNode} node */
const isKeyOfEvent = (node) =>
  node.type === 'MemberExpression' && (node.property.name === 'key' || node.property.name === 'code')

export default {
  meta: { name: 'patchbay' },
  rules: {
    'child-environment': childEnvironmentRule,
    'no-ambient-date': noAmbientDate,
    'no-bare-enter': noBareEnter,
    'no-double-cast': noDoubleCast,
    'no-empty-catch': emptyCatchRule,
    'no-export-all': noExportAll,
    'no-raw-button': rawButtonRule,
    ...shellRules,
    ...patternRules,
  },
}
