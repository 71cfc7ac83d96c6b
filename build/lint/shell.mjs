// Rules for the desktop shell: code that would give a page too many rights is forbidden, or allowed in one file only.

/**
 * @typedef {import('./patchbay.mjs').SyntaxNode} SyntaxNode
 * @typedef {import('./patchbay.mjs').RuleContext} RuleContext
 * @typedef {import('./patchbay.mjs').Rule} Rule
 */

/** The required value of each window option. @type {Readonly<Record<string, boolean>>} */
const safe = {
  allowRunningInsecureContent: false,
  contextIsolation: true,
  enableRemoteModule: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  sandbox: true,
  webSecurity: true,
  webviewTag: false,
}

/** @param {SyntaxNode} key */
const nameOf = (key) => (key.type === 'Identifier' ? key.name : key.value)

/** @type {Rule} */
const safeWindowOptions = {
  create(context) {
    /**
     * @param {SyntaxNode} node
     * @param {unknown} name
     * @param {SyntaxNode} value
     */
    const check = (node, name, value) => {
      if (typeof name !== 'string' || !Object.hasOwn(safe, name)) return
      // Any other expression may be anything.
      if (value.type === 'Literal' && value.value === safe[name]) return
      context.report({ node, message: `${name} is ${safe[name]} here, as a plain word.` })
    }
    return {
      // A destructuring pattern sets nothing.
      'ObjectExpression > Property': (node) => check(node, nameOf(node.key), valueOf(node)),
      AssignmentExpression(node) {
        if (node.left.type === 'MemberExpression') check(node, nameOf(node.left.property), node.right)
      },
    }
  },
}

/** @param {SyntaxNode} property */
const valueOf = (property) => /** @type {SyntaxNode} */ (property.value)

/** @type {Rule} */
const noRemote = {
  create(context) {
    const message = 'A page has no hold on the main process: it asks, through the contract.'
    return {
      ImportDeclaration(node) {
        if (node.source.value === '@electron/remote') context.report({ node, message })
      },
      MemberExpression(node) {
        if (nameOf(node.object) === 'electron' && nameOf(node.property) === 'remote')
          context.report({ node, message })
      },
    }
  },
}

/** Calls that only one file may make, which does the checks: the method, its object, and that file. */
const guarded = [
  { method: /^openExternal$/, of: /./, file: 'main/electron/guardWindow.ts' },
  { method: /^(on|once|handle|handleOnce)$/, of: /^ipcMain$/, file: 'main/electron/serveIpc.ts' },
]

/** @type {Rule} */
const guardedCalls = {
  create(context) {
    const path = context.filename.replaceAll('\\', '/')
    return {
      CallExpression(node) {
        if (node.callee.type !== 'MemberExpression') return
        const method = String(nameOf(node.callee.property))
        const { object } = node.callee
        const of = String(object.type === 'MemberExpression' ? nameOf(object.property) : nameOf(object))
        const guard = guarded.find((one) => one.method.test(method) && one.of.test(of))
        if (guard !== undefined && !path.endsWith(guard.file))
          context.report({ node, message: `${method} is called in ${guard.file} alone, which checks first.` })
      },
    }
  },
}

/** Files are data: no text is executed as code, and no switch disables the sandbox. @type {Rule} */
const noEvaluation = {
  create(context) {
    const message = 'Text is data: it never becomes a program.'
    return {
      CallExpression(node) {
        const { callee } = node
        if (callee.type === 'Identifier' && callee.name === 'Function') context.report({ node, message })
        if (callee.type !== 'MemberExpression') return
        const method = nameOf(callee.property)
        if (method === 'executeJavaScript') context.report({ node, message })
        const [word] = node.arguments
        if (
          method === 'appendSwitch' &&
          ['no-sandbox', 'disable-web-security', 'disable-site-isolation-trials'].includes(
            String(word?.value),
          )
        )
          context.report({ node, message: 'The walls around a page stay up.' })
      },
      NewExpression(node) {
        if (node.callee.name === 'Function') context.report({ node, message })
      },
    }
  },
}

export const shellRules = {
  'safe-window-options': safeWindowOptions,
  'no-remote': noRemote,
  'guarded-calls': guardedCalls,
  'no-evaluation': noEvaluation,
}
