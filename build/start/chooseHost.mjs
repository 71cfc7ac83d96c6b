/**
 * Where the editor opens: in the desktop app, or in a browser, with the reason if that was not requested.
 *
 * @typedef {{ host: 'desktop', args: readonly string[] } | { host: 'browser', args: readonly string[], why: string | null }} Choice
 */

/** Options of the editor in a browser, which therefore select it. */
const browsers = ['--no-open', '--port', '--help', '-h']

/**
 * @param {object} world
 * @param {readonly string[]} world.args The arguments after `npm start --`.
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
  // It would start without its sandbox, which is not worth it.
  if (platform === 'linux' && isRoot)
    return browser('The desktop app does not run as root, so the editor is served to a browser.')
  return { host: 'desktop', args: args }
}
