/** @typedef {{ report(problem: { node: OpeningElement, message: string }): void }} RuleContext */
/** @typedef {{ readonly name: { readonly type: string, readonly name?: unknown } }} OpeningElement As far as it is read here. */

/** The behaviour of a button for keyboard users, or without a host, is implemented in one place. */
export const rawButtonRule = {
  /** @param {RuleContext} context */
  create: (context) => ({
    /** @param {OpeningElement} node */
    JSXOpeningElement(node) {
      if (node.name.type !== 'JSXIdentifier' || node.name.name !== 'button') return
      context.report({
        node,
        message:
          'Use Button, TextButton or IconButton of app/base/ui, which know the host and keep the focus.',
      })
    },
  }),
}
