import { availableParallelism } from 'node:os';
import vue from '@vitejs/plugin-vue';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import Components from 'unplugin-vue-components/vite';
import { defineConfig } from 'vitest/config';

/** Which folders below tests/ a project runs; `npm run test:<name>` runs one. */
interface Project {
  folders: string[];
  /** Its files share the modules of a worker: none replaces a module or keeps anything in one. */
  shared?: boolean;
  setupFiles?: string[];
}
const PROJECTS: Record<string, Project> = {
  unit: { folders: ['unit', 'media', 'renderer'] },
  db: { folders: ['db'], shared: true },
  ipc: { folders: ['ipc'], shared: true, setupFiles: ['tests/support/quick-passwords.ts'] },
  security: { folders: ['security'] },
  architecture: { folders: ['architecture'] },
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
    // Many files wait for another program or the disk; a second one then uses what they leave of two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: Object.entries(PROJECTS).map(([name, { folders, shared = false, setupFiles = [] }]) => ({
      extends: true,
      test: { name, isolate: !shared, setupFiles, include: folders.map((folder) => `tests/${folder}/**/*.test.ts`) },
    })),
  },
});
