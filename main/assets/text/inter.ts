import address from '@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf?inline'

/** The bytes of Inter Medium, under the SIL Open Font License, embedded in the program as a data URI. */
export const inter = (): Uint8Array => Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
