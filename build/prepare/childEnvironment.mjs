/** Variables with keys, by the program's own rule; but npm needs its own to install. @param {string} name */
const isSecret = (name) =>
  /^RUNCOMFY_|^PATCHBAY_.*(KEY|SECRET|TOKEN)|(^|_)(KEY|SECRET|TOKEN|PASSWORD)(_|$)/i.test(name) &&
  !/^(npm|node)_/i.test(name)

/**
 * The environment for a tool, without keys: npm and package scripts do not need them.
 *
 * @param {NodeJS.ProcessEnv} more
 * @returns {NodeJS.ProcessEnv}
 */
export const childEnvironment = (more = {}) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSecret(name))),
  ...more,
})

/**
 * The environment for Patchbay itself, which reads the keys in it.
 *
 * @param {NodeJS.ProcessEnv} more
 * @returns {NodeJS.ProcessEnv}
 */
export const programEnvironment = (more = {}) => ({ ...process.env, ...more })
