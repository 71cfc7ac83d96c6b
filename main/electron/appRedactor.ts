import { createRedactor } from '../services/egress/redact.ts'
import type { KeptSecret } from '../services/secret.ts'

/** Takes every secret of the app out of texts. */
export interface AppRedactor {
  readonly redact: (text: string) => string
  /** From now on this one too, whatever it is set to later. */
  watch(secret: KeptSecret): KeptSecret
}

export function createAppRedactor(): AppRedactor {
  const secrets: KeptSecret[] = []
  return {
    // A bucket's keys are two, with a colon between them.
    redact: (text) =>
      secrets
        .flatMap((secret) => secret.all().flatMap((text) => text.split(':')))
        .reduce((clean, part) => createRedactor(() => [part])(clean), text),
    watch(secret) {
      secrets.push(secret)
      return secret
    },
  }
}
