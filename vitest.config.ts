import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import Components from 'unplugin-vue-components/vite';
import { defineConfig } from 'vitest/config';

/** Which folders below tests/ each project runs; `npm run test:<name>` runs one. */
const PROJECTS: Record<string, string[]> = {
  unit: ['unit', 'media', 'renderer'],
  db: ['db'],
  ipc: ['ipc'],
  security: ['security'],
  architecture: ['architecture'],
};

export default defineConfig({
  plugins: [vue(), Components({ resolvers: [ElementPlusResolver({ importStyle: false })], dirs: [], dts: false })],
  define: {
    __INTLIFY_JIT_COMPILATION__: true,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  test: {
    environment: 'node',
    testTimeout: 20_000,
    server: { deps: { inline: ['element-plus'] } },
    projects: Object.entries(PROJECTS).map(([name, folders]) => ({
      extends: true,
      test: { name, include: folders.map((folder) => `tests/${folder}/**/*.test.ts`) },
    })),
  },
});
