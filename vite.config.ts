import { defineConfig } from 'vite'

// One build for every host: `import.meta.glob` collects nodes and endpoints, so no list of them is kept by hand.
export default defineConfig({
  build: {
    target: 'node22',
    outDir: 'dist/cli',
    emptyOutDir: true,
    ssr: 'main/cli/patchbay.ts',
    minify: false,
    sourcemap: true,
    rollupOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
  },
  ssr: { external: ['sharp'], noExternal: true, target: 'node' },
})
