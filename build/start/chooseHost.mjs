/**
 * Where the editor opens: in the desktop app, or in a browser, and then why, where nobody has asked for that.
 *
 * @typedef {{ host: 'desktop', args: readonly string[] } | { host: 'browser', args: readonly string[], why: string | null }} Choice
 */

/** What belongs to the editor in a browser, and so asks for it. */
const browsers = ['--no-open', '--port', '--help', '-h']

/**
 * @param {object} world
 * @param {readonly string[]} world.args What stood behind `npm start --`.
 * @param {NodeJS.Platform} world.platform
 * @param {Readonly<Record<string, string | undefined>>} world.env
 * @param {boolean} world.isRoot
 * @returns {Choice}
 */
export function chooseHost({ args, platform, env, isRoot }) {
  const others = args.filter((word) => word !== '--browser')
  /** @param {string | null} why */
  const browser = (why) => ({ host: /** @type {const} */ ('browser'), args: others, why })
  if (others.length < args.length) return browser(null)
  if (args.some((word) => browsers.includes(word.replace(/=.*$/, '')))) return browser(null)
  if (platform === 'linux' && (env.DISPLAY ?? '') === '' && (env.WAYLAND_DISPLAY ?? '') === '')
    return browser('There is no display here, so the editor is served to a browser.')
  // Without its sandbox it would start, and is not worth that.
  if (platform === 'linux' && isRoot)
    return browser('The desktop app does not run as root, so the editor is served to a browser.')
  return { host: 'desktop', args: args }
}
