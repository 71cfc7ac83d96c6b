type Headers = Readonly<Record<string, string>>

/** On every answer. None of them lets another origin in. */
export const always: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Of what is no page: should a browser show it as one all the same, nothing in it runs. */
export const inert: Headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'no-store',
}

/** Of pictures: named by their hash, they never change. */
export const picture: Headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'private, max-age=31536000, immutable',
}

/** Of the page's files: its own scripts and styles, its own pictures, its own host, and nothing besides. */
export const page = (host: string): Headers => policy(`'self' ws://${host}`)

/** The same, for a page that reaches its host at `connect`. */
export const policy = (connect: string): Headers => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Not covered by connect-src in Chromium.
    "webrtc 'block'",
  ].join('; '),
})
