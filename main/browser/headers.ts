type Headers = Readonly<Record<string, string>>

/** For every answer. None of them admits another origin. */
export const always: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** For answers that are not pages: if a browser shows one as a page nevertheless, nothing in it runs. */
export const inert: Headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'no-store',
}

/** For pictures: named by their hash, they never change. */
export const picture: Headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'private, max-age=31536000, immutable',
}

/** The digest of the only inline style of the page: that of the element which shows 3D models. */
export const MODEL_STYLE = 'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0='

/** For the page's files: its own scripts and styles, its own pictures, its own host, and nothing else. */
export const page = (host: string): Headers => policy(`'self' ws://${host}`)

/** The same, for a page that reaches its host at `connect`. */
export const policy = (connect: string): Headers => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' '${MODEL_STYLE}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    // The page's own `blob:` as well: the textures inside of a 3D model.
    `connect-src ${connect} blob:`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Not covered by connect-src in Chromium.
    "webrtc 'block'",
  ].join('; '),
})
