/** Names of the wires between the processes. Nothing else travels. */
export const CALL_CHANNEL = 'mingcha:call';
export const EVENT_CHANNEL = 'mingcha:event';
export const TOKEN_CHANNEL = 'mingcha:token';
/** Sent by the renderer once its first screen stands; main measures start-up and takes the first picture by it. */
export const READY_CHANNEL = 'mingcha:ready';
