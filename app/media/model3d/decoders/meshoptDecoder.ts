/** In the place of the decoder for Meshopt, which compiles a program when it is loaded: the page's policy forbids it. */
export const MeshoptDecoder = { ready: Promise.resolve(), supported: false }
