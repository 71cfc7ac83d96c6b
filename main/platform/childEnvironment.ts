/**
 * Variables that only this program may have: keys of engines, and those of the user's bucket. By their usual names, not
 * by a list, so that an engine that is added, or that this version does not have, is protected too.
 */
export const isSecretName = (name: string): boolean =>
  /^RUNCOMFY_|^PATCHBAY_.*(KEY|SECRET|TOKEN)|(^|_)(KEY|SECRET|TOKEN|PASSWORD)(_|$)/i.test(name)

/**
 * The environment for a child process, which is a foreign program: every spawn uses it. A browser's environment is also
 * that of its children, extensions and crash reports.
 */
export const childEnvironment = (env: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !isSecretName(name)))

/**
 * Removes the keys from this process's own environment, for children that are not started here (Electron's, an
 * opener's, an updater's). Returns the environment as it was.
 */
export function extractKeys(env: NodeJS.ProcessEnv): Readonly<NodeJS.ProcessEnv> {
  const whole = { ...env }
  for (const name of Object.keys(env)) if (isSecretName(name)) delete env[name]
  return whole
}

/** The keys in an environment. */
export const keysIn = (env: Readonly<NodeJS.ProcessEnv>): readonly string[] =>
  Object.entries(env).flatMap(([name, value]) => (isSecretName(name) && value ? [value, value.trim()] : []))
