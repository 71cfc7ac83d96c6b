/**
 * The VP8 key frame in a lossy WebP picture: its `VP8 ` chunk, which is the same bit stream as a frame of a video (RFC
 * 9649, RFC 6386). Throws for a picture that has none.
 */
export function keyFrameOf(webp: Uint8Array): Uint8Array {
  const file = Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength)
  let start = 12
  while (start + 8 <= file.length) {
    const length = file.readUInt32LE(start + 4)
    if (file.toString('latin1', start, start + 4) === 'VP8 ')
      return file.subarray(start + 8, start + 8 + length)
    // Chunks begin at even positions.
    start += 8 + length + (length % 2)
  }
  throw new Error('the picture is no lossy WebP')
}

/** A key frame as a WebP picture. */
export function pictureOf(frame: Uint8Array): Buffer {
  const padding = frame.length % 2
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8 \0\0\0\0', 'latin1')
  head.writeUInt32LE(12 + frame.length + padding, 4)
  head.writeUInt32LE(frame.length, 16)
  return Buffer.concat([head, frame, Buffer.alloc(padding)])
}
