/**
 * Whether a copy that is built now may put newer versions in place by itself: `install`, or else it only says that there is
 * one: `announce`. What replaces a copy has to be signed by who signed the copy, and be checked for that: on a Mac by the
 * system, on Windows by the name in the signature. Nothing checks a package for Linux, so none of those installs, and
 * nothing that is built without a certificate does.
 *
 * @param {{ readonly platform: NodeJS.Platform, readonly env: Readonly<NodeJS.ProcessEnv> }} build
 * @returns {'install' | 'announce'}
 */
export const updatePolicy = ({ platform, env }) => {
  const canCheck = platform === 'darwin' || platform === 'win32'
  return canCheck && isSigned(platform, env) ? 'install' : 'announce'
}

/**
 * By what electron-builder signs with where it is told to by the environment alone. An identity that it might find in a key
 * chain does not count: a release is signed by what it was given.
 *
 * @param {NodeJS.Platform} platform
 * @param {Readonly<NodeJS.ProcessEnv>} env
 */
const isSigned = (platform, env) => {
  const names = platform === 'win32' ? ['WIN_CSC_LINK', 'CSC_LINK'] : ['CSC_LINK']
  return names.some((name) => (env[name] ?? '').trim() !== '')
}
