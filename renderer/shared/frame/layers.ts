import { reactive } from 'vue';

/** Which layer of the frame is open above the page. */
export const frameLayers = reactive<{
  open: 'palette' | 'keys' | 'password' | 'telling' | 'rectificationSettings' | null;
}>({ open: null });
