/**
 * Whether a copy that is built now may install newer versions by itself: `install`, or only reports them: `announce`. A
 * replacement must be signed by the signer of the copy, and that must be verified: on a Mac by the system, on Windows
 * by the name in the signature. Packages for Linux are not verified, so none of those installs updates, and no build
 * without a certificate does.
 *
 * @param {{ readonly platform: NodeJS.Platform, readonly env: Readonly<NodeJS.ProcessEnv> }} build
 * @returns {'install' | 'announce'}
 */
export const updatePolicy = ({ platform, env }) => {
  const canCheck = platform === 'darwin' || platform === 'win32'
  return canCheck && isSigned(platform, env) ? 'install' : 'announce'
}

/**
 * The variables with which electron-builder signs. An identity in a key chain does not count: a release is signed with
 * what it was given.
 *
 * @param {NodeJS.Platform} platform
 * @param {Readonly<NodeJS.ProcessEnv>} env
 */
const isSigned = (platform, env) => {
  const names = platform === 'win32' ? ['WIN_CSC_LINK', 'CSC_LINK'] : ['CSC_LINK']
  return names.some((name) => (env[name] ?? '').trim() !== '')
}
