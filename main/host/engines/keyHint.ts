import type { AppError } from '#shared/errors.ts'
import { engines } from '../../engines/engines.ts'

/**
 * Where a command line gets the missing keys from: those of the engines that the errors name, or of any if they name
 * none. Undefined if no error is about a key.
 */
export function keyHint(errors: readonly AppError[]): string | undefined {
  const missing = errors.filter(({ code }) => code === 'account.key').map(({ data }) => data['engine'])
  if (missing.length === 0) return undefined
  const named = engines.filter(({ id }) => missing.includes(id))
  const variables = (named.length === 0 ? engines : named).map(
    ({
      key: {
        variables: [first],
      },
      title,
    }) => `${first} (${title})`,
  )
  return `Set the key in ${variables.join(' or ')}, or in the settings of the editor.`
}
