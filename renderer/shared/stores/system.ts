import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Preferences, SystemStatus } from '../../../domain/contract/commands/system.js';
import { call } from '../../api/client';
import { setLocale } from '../i18n';
import { applyLook, resolveLook } from '../theme/look';

/** How the console is: store, clock, preferences. The preferences are shown at once and saved behind. */
export const useSystem = defineStore('system', () => {
  const status = ref<SystemStatus | null>(null);

  const preferences = computed<Preferences>(
    () => status.value?.preferences ?? { language: 'system', theme: 'system', textSize: 'normal', railFolded: false },
  );
  const look = computed(() => resolveLook(preferences.value, status.value?.systemLanguage ?? 'zh-CN'));

  async function show(next: SystemStatus): Promise<void> {
    status.value = next;
    applyLook(look.value);
    await setLocale(look.value.locale);
  }

  /** Asks the main process again. */
  async function refresh(): Promise<void> {
    await show(await call('system.status', {}));
  }

  /** Changes preferences of this computer. */
  async function prefer(change: Partial<Preferences>): Promise<void> {
    if (!status.value) return;
    await show({ ...status.value, preferences: { ...preferences.value, ...change } });
    const saved = await call('system.setPreferences', change);
    if (status.value) await show({ ...status.value, preferences: saved });
  }

  return { status, preferences, look, refresh, show, prefer };
});
