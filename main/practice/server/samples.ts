/** The smallest files of formats other than pictures, as models return them. */
const samples: { readonly [ending: string]: { readonly mime: string; readonly text: string } } = {
  glb: { mime: 'model/gltf-binary', text: 'glTF\x02\0\0\0\x0c\0\0\0' },
  zip: { mime: 'application/zip', text: `PK\x05\x06${'\0'.repeat(18)}` },
  bin: { mime: 'application/octet-stream', text: '\x01\x02\x03' },
  // A tenth of a second of silence: one channel of 8,000 bytes a second.
  wav: {
    mime: 'audio/wav',
    text: `RIFF\x44\x03\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x20\x03\0\0${'\x80'.repeat(800)}`,
  },
  txt: { mime: 'text/plain; charset=utf-8', text: 'A few words.\n' },
}

/** A sample file by its extension; null if there is none. */
export function openSample(ending: string): { readonly mime: string; readonly bytes: Uint8Array } | null {
  const sample = Object.hasOwn(samples, ending) ? samples[ending] : undefined
  return sample === undefined ? null : { mime: sample.mime, bytes: Buffer.from(sample.text, 'latin1') }
}
